"""A roster of invented places, any number of them, always the same: for tests and for measuring `batch`.

    python benchmarks/rosters.py 2844 -o 地区名册.xlsx

Every name begins with 示 and is put together from a list of characters; there are no people in it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from wenjian.loading.roster_book import write_roster_xlsx
from wenjian.loading.roster_columns import INSTITUTIONS
from wenjian.model.locality import Institution, Letterhead, Locality, Office, Peer, Township

CHARACTERS = "东西南北中上下前后左右青白红黄金石木水火土云江河湖海山川林泉"
KINDS = ("县", "县", "县", "区", "市", "旗")
IN_A_CITY = 12
CITIES_OF_A_PROVINCE = 14
OFFICES = {
    "办公室": ("综合管理", "值班信访应急", "宣传培训", "督导检查"),
    "规划财务股": ("规划财务", "物资保障", "资金管理"),
    "养老服务股": ("养老服务", "机构管理", "老龄工作"),
    "儿童福利股": ("儿童福利", "未成年人保护"),
    "社会救助股": ("社会救助", "临时救助", "低收入人口监测"),
    "社会事务股": ("救助管理", "殡葬管理", "婚姻登记", "精神卫生福利", "残疾人福利", "社会组织管理", "慈善事业"),
    "人事股": ("人员配置",),
}
PEERS = {
    "卫生健康委员会": ("卫生健康部门", "卫生健康委", "国家卫生健康委"),
    "疾病预防控制中心": ("疾控机构", "疾控部门", "疾病预防控制机构"),
    "财政局": ("财政部门", "财政部"),
    "公安局": ("公安机关", "公安部门", "公安部"),
    "市场监督管理局": ("市场监管部门", "市场监管总局"),
    "应急管理局": ("应急管理部门", "应急管理部"),
}


def invented(count: int) -> list[Locality]:
    """`count` places, each with another name, by itself or with its city's."""
    return [_place(number) for number in range(count)]


def _place(number: int) -> Locality:
    kind = KINDS[number % len(KINDS)]
    name = f"示{_pair(number)}{kind}"
    city, province = number // IN_A_CITY, number // IN_A_CITY // CITIES_OF_A_PROVINCE
    return Locality(
        name=name,
        kind=kind,
        superiors=(f"示{_pair(city * 7 + 3)}{'市' if city % 2 else '州'}", f"示{_pair(province * 31 + 5)}省"),
        bureau=f"{name}民政局",
        bureau_short=f"{kind}民政局",
        government=f"{kind}人民政府",
        line=("民政部门", "民政机关"),
        printer=f"{name}民政局办公室",
        letterheads=(Letterhead(name=f"{name}民政局文件", code=f"{_pair(number)}民字"),),
        offices=tuple(Office(name=office, keywords=words) for office, words in OFFICES.items()),
        grassroots="各乡镇（街道）民政所",
        townships=tuple(_townships(number)),
        peers=tuple(Peer(name=f"{kind}{peer}", line=words) for peer, words in PEERS.items()),
        institutions=tuple(_institutions(number)),
        gradings={"地区风险": ("低风险", "中风险")[number % 5 == 0]},
        recipients=("各乡镇（街道）民政所", "机关各股室及局属各单位", "各民政服务机构"),
    )


def _pair(number: int) -> str:
    first, second = divmod(number % len(CHARACTERS) ** 2, len(CHARACTERS))
    return CHARACTERS[first] + CHARACTERS[second]


def _townships(number: int) -> Iterator[Township]:
    for at in range(6 + number % 9):
        name = f"{_pair(number * 13 + at * 17)}{('镇', '乡', '街道')[at % 3]}"
        yield Township(name=name, office=f"{name}民政所")


def _institutions(number: int) -> Iterator[Institution]:
    for at, kind in enumerate(INSTITUTIONS):
        if (number + at) % 4:
            yield Institution(type=kind, count="0" if (number + at) % 7 == 0 else "")


def main() -> None:
    options = argparse.ArgumentParser(description="生成一份虚构的地区名册。")
    options.add_argument("count", type=int, help="多少个地区")
    options.add_argument("-o", dest="output", type=Path, required=True, help="写到哪个 xlsx")
    given = options.parse_args()
    given.output.write_bytes(write_roster_xlsx(invented(given.count)))


if __name__ == "__main__":
    main()
