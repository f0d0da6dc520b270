"""Departments and partners: teams under a unit, which are asked to deal with its cases and answer in chat."""
