"""A report folder as it lies on the disk: whose its files are, and how a new report takes the place of an old one.

In: a folder. Out: which files a run wrote (`record`), who may write there now (`lock`), a report put in place whole or
not at all (`exchange`). What the files say is no matter of this room.
Example: of 报告/{manifest.json, report.md, 批注.docx} the first two are ours, the third is the user's.
"""
