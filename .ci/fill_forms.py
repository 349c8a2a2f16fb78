"""Fills in forms as an officer would, and judges what `tonghop check` says of them.

fill_forms.py FORMS OUT [HOW]      HOW: xlsx (as they are), pasted (protection and input rules gone), wrong (and one figure too large)
fill_forms.py --judge JSON COUNT HOW
"""

import datetime
import json
import pathlib
import sys

import openpyxl

HEAD = 6


def fill(path, out, how):
    book = openpyxl.load_workbook(path)
    cover = book["ThongTin"]
    for row in range(1, 20):
        if cover.cell(row, 1).value == "Ngày nộp":
            cover.cell(row, 2).value = datetime.datetime(2023, 9, 20)
    sheet = book["ChiTieu"]
    heads = {sheet.cell(HEAD, col).value: col for col in range(1, sheet.max_column + 1)}
    note, least = heads["Ghi chú"], heads["Nhỏ nhất"]
    limits = []
    for row in range(HEAD + 1, sheet.max_row + 1):
        if sheet.cell(row, heads.get("Mã")).value is None:
            continue
        values = [sheet.cell(row, col).value for col in range(5, note)]
        if values[-1] in (None, ""):
            known = [value for value in values if isinstance(value, (int, float))]
            limit = sheet.cell(row, least).value
            # Where nothing is known an officer still knows a share from a count: 1 for 1 % would be asked about.
            guess = 90 if "%" in [sheet.cell(row, col).value for col in range(1, 5)] else 1
            sheet.cell(row, note - 1).value = known[-1] if known else (limit or guess)
        # A plan below the estimate wants a reason.
        if sheet.cell(row, note).value in (None, ""):
            sheet.cell(row, note).value = "Theo kế hoạch sử dụng đất đã được phê duyệt"
        if isinstance(sheet.cell(row, least + 1).value, (int, float)):
            limits.append(row)
    if how != "xlsx":
        for one in book:
            one.protection.sheet = False
            one.data_validations.dataValidation = []
    wrong = how == "wrong" and bool(limits)
    if wrong:
        sheet.cell(limits[0], note - 1).value = sheet.cell(limits[0], least + 1).value * 10
    if how != "wrong" or wrong:
        book.save(out / path.name)


def judge(report, count, how):
    plan = json.loads(pathlib.Path(report).read_text())["plans"][0]
    findings = plan["findings"]
    # What the form itself is told of: reading (TH02) and checking (TH03). Who has not sent one is another matter.
    told = [one for one in findings if one["code"][:4] in ("TH02", "TH03")]
    if how == "wrong":
        good = len([one for one in told if one["code"] == "TH0302"]) == count
    else:
        good = not told and not any(one["code"].startswith("TH01") and one.get("file") for one in findings)
    if not good:
        for one in told[:10]:
            print(one["code"], one.get("file"), one.get("cell"), one["message"])
    return good


if sys.argv[1] == "--judge":
    sys.exit(0 if judge(sys.argv[2], int(sys.argv[3]), sys.argv[4]) else 1)
for form in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx")):
    fill(form, pathlib.Path(sys.argv[2]), sys.argv[3])
