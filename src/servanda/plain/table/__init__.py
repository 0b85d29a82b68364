"""Tables that people fill in (.xlsx, comma-separated text) → lines of cells that know their places.

Nothing is decided here about what a cell means. A workbook is looked at for bombs, locks and macros before it is
opened.
"""
