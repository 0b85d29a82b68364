"""The patrol log: what a person fills in with a phone and no network → observations, restrictions and watches.

`log.read_patrol_log` reads workbooks, comma-separated text and what form servers export; `template` and `form` write
the empty log. All of them are made from `columns`.
"""
