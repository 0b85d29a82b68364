"""Registers of promises in and out: tables that a liaison officer fills in, IATI-like rows, OCDS-style history.

In: filled-in sheets (workbook or CSV) → register and plan, one rejection for each row not taken. Out: a register and a
plan → the same sheets, rows with the codes of IATI, releases and compiled records in the manner of OCDS. Nothing here
is computed about who would fell what: that stays on the desk.
"""
