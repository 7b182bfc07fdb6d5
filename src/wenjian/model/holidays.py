"""节假日安排: which days are off and which weekend days are worked, year by year (国务院办公厅 publishes them)."""

from __future__ import annotations

from wenjian.model.record import Record, Text, Texts, key


class HolidayYear(Record):
    """The arrangement of one year. A day is written 2026-02-14, a stretch 2026-02-15至2026-02-23."""

    year: str = key("年份")
    basis: Text = key("依据", "", "公布安排的文号")
    off: Texts = key("放假", (), "放假的日期或起止日期，如“2026-02-15至2026-02-23”")
    worked: Texts = key("上班", (), "调休上班的周六、周日")


class HolidayFile(Record):
    """节假日.yaml: one entry a year. A later layer of the library replaces the years that it holds."""

    years: tuple[HolidayYear, ...] = key("年度")
