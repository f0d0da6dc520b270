"""The top floor: the process. Command line, settings, intake, dispatch, delivery, scheduler, and the demo."""
