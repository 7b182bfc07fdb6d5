"""Every finding code once: level, message, way out, and for rules the source they rest on.

`docs/findings.md` is generated from this table; `tests/test_bad_inputs.py` holds bad inputs.
Ranges: 1xx reading and loading, 2xx library, 3xx duties, 4xx coverage, 5xx composing, 6xx layouts and writing.
"""

from __future__ import annotations

from dataclasses import dataclass

from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Entry:
    """One code: `message` and `hint` are format strings. `basis` is the source level and clause (条例, 国标, 惯例)."""

    level: Level
    message: str
    hint: str = ""
    basis: str = ""


def found(code: str, place: Place | None = None, *, excerpt: str = "", **values: object) -> Finding:
    """The finding `code` at `place`, its message and hint filled from `values`."""
    entry = CATALOGUE[code]
    return Finding(
        code=code,
        message=entry.message.format(**values),
        place=place or Place(),
        hint=entry.hint.format(**values),
        excerpt=excerpt,
        level=entry.level,
    )


E, W, N = Level.ERROR, Level.WARNING, Level.INFO

CATALOGUE: dict[str, Entry] = {
    # 1xx reading and loading
    "WJ101": Entry(E, "文件不存在", "请检查文件名和所在文件夹。"),
    "WJ102": Entry(E, "这是一个文件夹，不是文件", "请指定文件夹里的具体文件。"),
    "WJ103": Entry(E, "文件是空的，没有可读的内容", "请确认保存的是正确的文件。"),
    "WJ104": Entry(E, "不是文字文件，读不出内容", "请用WPS或记事本打开，另存为.docx或.txt。"),
    "WJ105": Entry(E, "不能读取{suffix}文件", "{way_out}"),
    "WJ106": Entry(E, "文件太大（{size}），超过{limit}", "请删去图片等无关内容，或把正文另存为.txt。"),
    "WJ107": Entry(E, "文件首部标有密级，不予读取", "涉密文件不得在本程序中处理，请按保密规定办理。"),
    "WJ108": Entry(E, "文件已损坏，不是完整的{suffix}文件", "请在WPS中重新打开并另存为{suffix}。"),
    "WJ109": Entry(E, "文件加了密码，或者其实是旧版.doc、.xls格式", "请在WPS中去掉密码，另存为{suffix}。"),
    "WJ110": Entry(E, "压缩包内容异常（{reason}），不予打开", "请确认文件来源；来源可靠的，在WPS中另存一次。"),
    "WJ111": Entry(E, "文件内含有外部定义（DOCTYPE），不予读取", "请确认文件来源；来源可靠的，在WPS中另存一次。"),
    "WJ112": Entry(E, "文件内部结构不完整（{part}）", "请在WPS中重新打开并另存为{suffix}。"),
    "WJ113": Entry(E, "文件无法读取：{reason}", "请检查文件是否被其他程序占用、是否有读取权限。"),
    "WJ114": Entry(
        N, "文中有修订，已按全部接受修订读取（插入{inserted}处，删除{deleted}处）", "如不接受，请先在WPS中处理修订。"
    ),
    "WJ115": Entry(N, "图片、特殊符号等没有读取（{count}处）", "其中的文字请另行录入。"),
    "WJ116": Entry(E, "表格里没有可读的内容", "请确认打开的是正确的表格。"),
    "WJ118": Entry(E, "填好的对照表还不能读回", "请把结论写进文稿所在文件夹的 核对.yaml，写法见使用手册。"),
    "WJ120": Entry(W, "没有找到标题", "请在文件开头补上标题，或在导入后的“标题”里写明。"),
    "WJ121": Entry(W, "标题“{title}”没有文种（通知、意见、方案等）", "请核对标题是否完整。", "条例第九条"),
    "WJ122": Entry(
        W,
        "标题“{title}”只是发文机关“{issuer}”的一部分，文件的标题不完整",
        "请对照原件补全标题。",
        "条例第九条",
    ),
    "WJ123": Entry(W, "没有找到发文机关署名和成文日期", "请核对文件末尾是否完整。", "条例第九条"),
    "WJ124": Entry(W, "没有找到发文机关署名", "请核对文件末尾是否完整。", "条例第九条"),
    "WJ125": Entry(W, "层次序数“{label}”不连续，{before}", "请核对是否缺少或重复了一个部分。", "国标7.3.3"),
    "WJ126": Entry(
        W, "这里起有{count}行乱码，还原后（“{text}”）是{part}的重复，没有再作为正文", "请对照原件，删去这些乱码。"
    ),
    "WJ127": Entry(N, "文件编码是{encoding}，已转换后读取"),
    "WJ128": Entry(
        E, "这是WPS或Word打开文件时的临时文件", "请关闭正在打开它的程序，改选原来的文件（文件名前面没有“{sign}”）。"
    ),
    "WJ140": Entry(
        N, "网页上的导航、版权等{count}段文字没有作为正文（“{text}…”）", "如有属于正文的，请把全文复制到.txt再读取。"
    ),
    "WJ141": Entry(W, "有{count}处字符无法识别，读成了“�”", "请用原网页核对，或用WPS打开后另存为.docx。"),
    "WJ142": Entry(W, "网页链接的附件没有一起读取（{count}个：{names}）", "请把附件下载下来，另行读取。"),
    "WJ143": Entry(
        E,
        "文件里只有图片，没有文字（多为扫描件）",
        "请在WPS中用“图片转文字”后另存为.docx，或将文字复制到.txt。",
    ),
    "WJ144": Entry(E, "该PDF{problem}", "{way_out}"),
    "WJ145": Entry(W, "第{pages}页{problem}", "{way_out}"),
    "WJ146": Entry(N, "页码、页眉、页脚没有作为正文（共{count}处，如“{text}”）"),
    "WJ147": Entry(N, "{fact}，{how}", "{advice}"),
    "WJ129": Entry(W, "有{count}行是乱码，还原不了，没有作为正文（{where}）", "请用原件补上这几行。"),
    "WJ130": Entry(W, "乱码已还原，按正文读入（{where}，如“{text}”）", "请用原件核对这几处。"),
    "WJ131": Entry(N, "有{count}行是页码或页眉，没有作为正文（{where}）"),
    "WJ132": Entry(N, "有{count}行是网页上的附带文字，没有作为正文（{where}）", "其中如有正文，请移到单独的文件再读。"),
    "WJ133": Entry(N, "有{count}行是被分页或换行断开的，已接到上一行（{where}）"),
    "WJ134": Entry(N, "有{count}行的文字中间夹着多余的空格，已去掉（{where}）"),
    "WJ135": Entry(N, "有{count}行夹着看不见的或形似的字符，已改正（{where}）"),
    "WJ136": Entry(W, "有{count}个字符显示不出来（{where}）", "请对照原件补上。"),
    "WJ137": Entry(N, "层次序数“{label}”越过了一级，上面应先有“{above}”一级", "请核对层次。", "国标7.3.3"),
    "WJ138": Entry(W, "“{phase}”的日期“{text}”没有写到日", "请对照原件补上。"),
    "WJ139": Entry(W, "附件说明列有{listed}个附件，文件里有{present}个", "请核对附件是否齐全。", "条例第九条"),
    "WJ148": Entry(N, "{where}的文字“{text}”没有作为正文", "其中有要落实的内容的，请移到正文后再读取。"),
    "WJ149": Entry(N, "{name}{count}条已与正文分开，其中的要求不列为任务", "要列为任务的，请在WPS中写进正文后再读取。"),
    "WJ150": Entry(W, "“{key}”后面是全角冒号“：”，已按“:”读入", "请改为：{line}"),
    "WJ151": Entry(W, "“{key}”后面缺少空格，已补上", "请改为：{line}"),
    "WJ152": Entry(W, "这里用了制表符或全角空格，已按空格读入", "缩进和冒号后面只用半角空格。"),
    "WJ153": Entry(W, "“{key}”外面的全角引号已去掉", "请改为：{line}"),
    "WJ154": Entry(N, "批注没有读取（{count}条）", "批注里的意见请先在WPS中处理。"),
    "WJ155": Entry(W, "方括号里的“{text}”按一项读入", "如果是几项，请用半角逗号“,”分开；确是一项的，请加半角引号。"),
    "WJ156": Entry(
        W, "这一行按上一行文字的接续读入", "如果是另一项，请与上一行左对齐；列表项的上一行冒号后面不写内容。"
    ),
    "WJ157": Entry(
        N, "隐藏文字没有读取（{count}处）", "隐藏文字打印不出来；要读取的，请在WPS的“字体”中取消“隐藏文字”。"
    ),
    "WJ158": Entry(N, "{what}没有作为正文（{count}处）", "{hint}"),
    "WJ159": Entry(
        W, "文中插入了另一个文件（{name}），没有读取", "请在WPS中打开，把它的内容复制进来，另存为.docx后再读取。"
    ),
    "WJ160": Entry(E, "“{key}”重复，第{first}行已经写过", "请删去其中一处，或合并成一处。"),
    "WJ161": Entry(E, "花括号里“{key}”后面的冒号应为半角冒号加空格", "请改为：{line}"),
    "WJ162": Entry(E, "不支持引用标记“{sign}”", "如果它是文字，请加引号：{line}"),
    "WJ163": Entry(E, "不支持类型标记“{tag}”", "如果它是文字，请加引号：{line}"),
    "WJ164": Entry(E, "一个文件里只能有一份内容，这里又开始了一份", "请删去“---”，或分成两个文件。"),
    "WJ165": Entry(E, "这里有不能使用的控制字符（{sign}）", "请删去这个字符（多为复制粘贴带入）。"),
    "WJ166": Entry(E, "文件过大，超过{limit}万字", "请拆成几个文件。"),
    "WJ167": Entry(E, "层次过深，超过{limit}层", "请检查括号和缩进。"),
    "WJ168": Entry(E, "冒号前面应是一个词，这里不是", "请加引号：{line}"),
    "WJ170": Entry(E, "这里的格式读不懂", "如果是一段文字，请加引号：{line}"),
    "WJ171": Entry(E, "文字不能以“{start}”开头", "请加引号：{line}"),
    "WJ172": Entry(E, "引号没有成对", "前后都用半角引号，或都不用。"),
    "WJ173": Entry(E, "一行里有两个“: ”", "冒号后面的文字请加引号：{line}"),
    "WJ174": Entry(E, "双引号里的反斜杠“\\”用法不对", "请改用单引号。"),
    "WJ175": Entry(E, "缩进与前面的行不一致", "同一层的各行要左对齐，下一层多缩进两个空格。"),
    "WJ176": Entry(E, "这一行缺少冒号", "请改为：{line}"),
    "WJ177": Entry(E, "括号没有成对", "请补上括号；如果是一段文字，请加引号：{line}"),
    "WJ180": Entry(E, "没有“{key}”这一项", "{advice}"),
    "WJ181": Entry(E, "缺少“{key}”", "请补写“{key}: ……”{meaning}。"),
    "WJ182": Entry(E, "“{key}”不能是“{value}”", "可以写：{words}。{advice}"),
    "WJ183": Entry(E, "“{key}”应是{expected}", "{advice}"),
    "WJ184": Entry(E, "文件内容应是“项目: 内容”各占一行", "请对照样例检查是否选错了文件。"),
    "WJ185": Entry(W, "任务{id}的{name}被改动，已恢复原文", "原文有误的，请改上级文件后重新导入。"),
    "WJ186": Entry(E, "表格里没有名为“{name}”的工作表", "请确认是本程序生成的表格，工作表名不要改。"),
    "WJ187": Entry(W, "表里没有“{name}”一列，这一列按原来的内容", "请不要删除列；已删的可从原表复制回来。"),
    "WJ188": Entry(E, "“{name}”重复", "请删去其中一行。"),
    "WJ189": Entry(E, "任务编号“{name}”不在原来的清单里", "编号请勿改动；新增任务请把编号留空。"),
    "WJ190": Entry(E, "没有第{number}份公文，文件里共有{count}份", "请用 --document 指定1到{count}之间的序号。"),
    "WJ191": Entry(W, "任务{id}的原文与指纹不符，可能被改动过", "请从上级文件重新导入，以原件为准。"),
    "WJ192": Entry(W, "任务{name}的一行被删去，已按原内容保留", "不作为任务的，请在“是否任务”填“否”。"),
    "WJ193": Entry(N, "新增的一行编为{name}"),
    "WJ194": Entry(E, "“是否任务”不能是“{value}”", "可以写：是、否，或“并入”加另一任务的编号，如“并入D003”。"),
    "WJ195": Entry(E, "表格里隐藏的原始数据已损坏", "请从原来的yaml重新导出表格，再把改动填进去。"),
    "WJ196": Entry(E, "没有找到“{name}”一列", "表头请勿改动；可从原表复制回来。"),
    "WJ197": Entry(E, "参数缺少名称", "请在左边一格写参数名称，或删去右边的取值。"),
    "WJ198": Entry(
        W,
        "任务{id}的“核对”写的是“{value}”，不算已核对",
        "请写姓名和日期，如“张三 2026-03-02”；只打钩或只写日期都不算。",
    ),
    # 2xx library
    "WJ201": Entry(E, "条款编号“{name}”重复，已见于{first}", "同一个条款库里编号不能重复，请改其中一个。"),
    "WJ202": Entry(E, "条款“{name}”的参数写法有错：{problem}", "参数写作“{{{{ 参数名 }}}}”，半角花括号。"),
    "WJ203": Entry(E, "条款库文件夹不存在", "请检查文件夹名。"),
    "WJ204": Entry(E, "条款库应是文件夹，这是一个文件", "请指定条款文件所在的文件夹。"),
    "WJ205": Entry(E, "没有提纲“{name}”", "现有提纲：{names}。{advice}"),
    "WJ206": Entry(E, "没有版式“{name}”", "现有版式：{names}。{advice}"),
    "WJ207": Entry(N, "条款“{name}”用本级条款库“{layer}”的，代替{old}"),
    "WJ208": Entry(E, "条款“{name}”用了没有写明的参数“{slot}”", "请在该条款的“参数”里写明。{advice}"),
    # 3xx duties
    "WJ301": Entry(
        E,
        "没有从文件里找到任何任务",
        "请确认文件是否完整、是否是要落实的上级文件；空的任务清单不能当作没有问题。",
    ),
    "WJ302": Entry(
        W,
        "任务{id}已由“{checked}”核对，上级原文已有改动，清单未改",
        "清单中的原文是“{old}”。请核对改动；要按新原文更新，先清空“核对”再重新导入。",
    ),
    "WJ303": Entry(N, "任务{id}的上级原文有改动，已更新并升一版", "原来是“{old}”。请核对归口、时限等是否仍合适。"),
    "WJ304": Entry(N, "新增任务{id}", "请核对归口和时限。"),
    "WJ305": Entry(
        W, "任务{id}在重新导入的文件里已经没有，改为“是否任务：否”", "如果仍要落实，请改回“是”并写上核对人。"
    ),
    "WJ306": Entry(W, "任务{id}在重新导入的文件里已经没有；它已由“{checked}”核对，清单未改", "请核对是否仍要落实。"),
    "WJ307": Entry(W, "“{key}”在清单里是“{old}”，文件里是“{new}”，保留清单的", "请核对哪一个正确。"),
    "WJ308": Entry(
        E,
        "清单是{old}的，导入的文件是{new}，两者不是同一份文件，清单未改",
        "请换一个输出文件名，或确认选对了文件。",
    ),
    "WJ330": Entry(
        W,
        "文件里共有{count}份公文，只读了第1份，没有读：{names}",
        "如有要落实的，请用 import 加 --document 指定第几份，另存成一份任务清单。",
    ),
    "WJ331": Entry(
        W, "{year}年的节假日安排没有收录，只按周六、周日倒排", "请在条款库文件夹的 节假日.yaml 里补上这一年。"
    ),
    "WJ332": Entry(W, "没有成文日期，只写月日的时限推不出年份，没有倒排", "请在任务清单的“成文日期”里补上。"),
    "WJ333": Entry(N, "没有找到要求报送的事项", "如果文件确有报送要求，请在任务清单的“成果报送”里补上。"),
    "WJ334": Entry(
        W, "任务{id}“{item}”的时限“{due}”太紧，倒排后的收集日期早于成文日期", "请改用较小的 --lead，或及时与上级沟通。"
    ),
    "WJ335": Entry(E, "节假日安排里的“{value}”读不懂", "请写成“2026-02-14”或“2026-02-15至2026-02-23”，年份写四位数。"),
    "WJ309": Entry(N, "任务{id}的来源有变化：{changes}", "请核对归口、时限等是否仍合适。"),
    "WJ310": Entry(
        W,
        "任务{id}已由“{checked}”核对，来源有变化：{changes}；归口、时限等未改",
        "请核对变化；要重新提出归口和时限，先清空“核对”再重新导入。",
    ),
    "WJ311": Entry(
        W,
        "文件引用了《{title}》的两个版本：{one}和{other}",
        "请向发文机关核实以哪一版为准；没有说明的，一般按较新的一版办理。",
    ),
    "WJ312": Entry(
        W, "引用的《{title}》是{edition}，{source}用的是{newer}", "请核对旧版是否已经停用；已停用的，按新版办理。"
    ),
    "WJ313": Entry(
        W, "文件引用的《{title}》有两个文号：{one}和{other}", "可能是两份同名文件，也可能有一处写错，请核对原件。"
    ),
    "WJ321": Entry(
        N, "按转发、引用关系，几份文件从上到下排为：{names}", "与您写的先后不同；“各级增加”按这个先后比较，请核对。"
    ),
    "WJ322": Entry(N, "{title}另有一份（{read}），只读一次"),
    "WJ323": Entry(
        W, "{title}另有一份（{read}），两份文字不完全一样，按那一份读", "请核对哪一份是原件，不用的不要写在命令里。"
    ),
    "WJ324": Entry(
        W,
        "任务{id}：{paper}比上一级要求的少或宽（{words}）",
        "清单用的是最近一级的原话；“来源”列有各级原文，请按从严的口径办理。",
    ),
    "WJ325": Entry(
        N, "{paper}有{count}句只要求执行上级文件，列在清单里但不作为任务：{ids}", "如另有要求，请把“是否任务”改为“是”。"
    ),
    "WJ326": Entry(
        N,
        "文件里还有转发的原文：{names}，没有列入清单",
        "要连同原文合成任务总清单，请加 --stack；只要原文的任务，用 --document 指定第几份。",
    ),
    "WJ327": Entry(
        W,
        "清单的编号由“{old}”改为“{new}”，任务编号不变",
        "核对.yaml、条款里写有“{old}#D001”一类编号的，请把井号前改为“{new}”。",
    ),
    "WJ328": Entry(N, "清单还依据{names}，已照“来源文件”一并读入"),
    "WJ329": Entry(
        E, "清单还依据{name}，没有找到它的文件（{source}），清单未改", "请把各份上级文件一起写在命令里，高的在前。"
    ),
    # 4xx coverage
    "WJ401": Entry(E, "上级文件《{title}》中没有一条任务，无法核对", "请核对任务清单，或重新导入上级文件。"),
    "WJ402": Entry(E, "文稿里没有可以核对的正文", "请确认打开的是正文，不是封面、目录或空白稿。"),
    "WJ403": Entry(N, "文件里有{count}份公文，只核对了“{title}”", "要核对其他公文，请用 --document 指定第几份。"),
    "WJ404": Entry(W, "核对结论里的任务“{duty}”在上级文件中没有", "请核对任务编号；上级文件改过的，请删去这一条。"),
    "WJ405": Entry(W, "任务“{duty}”判为另文落实，但没有写文号，未采用", "请在“理由”里写明文号和条款。"),
    "WJ406": Entry(
        W,
        "任务{duty}的核对结论（{person} {date}）已过时：上级原文或本文对应内容后来改过，未采用",
        "请重新核对这一条。",
    ),
    # 5xx composing
    "WJ501": Entry(
        E,
        "“附于”写的是“{value}”，不是本拟稿单里另一个文件的序号",
        "请写1到{count}之间的序号，不能附于自己，也不能互相附着。",
    ),
    "WJ502": Entry(E, "没有名为“{name}”的提纲", "{suggestion}"),
    "WJ503": Entry(E, "“{field}”里的条款“{name}”在条款库中没有", "{suggestion}"),
    "WJ504": Entry(E, "地区里没有代字为“{name}”的版头", "{suggestion}"),
    "WJ505": Entry(E, "{stage}不能留空白：{name}", "{way}"),
    "WJ506": Entry(
        E, "转发“{name}”需要它的原文，没有找到", "请在上级文件的“来源文件”写明原文，或在“依据”里直接写原文文件。"
    ),
    "WJ507": Entry(W, "提纲“{outline}”选用的条款“{name}”在条款库中没有，已略过", "{suggestion}"),
    "WJ508": Entry(W, "待定：{name}", "{way}"),
    "WJ509": Entry(N, "参数“{name}”没有用到", "{suggestion}"),
    "WJ510": Entry(N, "条款“{name}”没有采用：{reason}"),
    "WJ511": Entry(
        N,
        "条款“{name}”写给{types}，地区的“服务机构”没有写明有无，已照用",
        "请在地区的“服务机构”写明，没有的写“数量: 0”。",
    ),
    "WJ512": Entry(
        W,
        "条款“{name}”定有有效期（{period}），本文没有成文日期，无法核对，已照用",
        "请填“成文日期”，或确认条款仍然有效。",
    ),
    "WJ513": Entry(N, "任务分解表第{rows}项的牵头股室由职责关键词提出", "请核对；可在任务清单的“牵头股室”写定。"),
    "WJ514": Entry(W, "{count}条任务由上级原话补写，均待审：{blocks}", "请逐条审改；审定前不宜送签。"),
    "WJ515": Entry(E, "“排除”里的任务“{name}”在依据的上级文件中没有", "{suggestion}"),
    "WJ516": Entry(
        E, "{name}里的参数写法有错：{problem}", "参数写作“{{{{ 参数名 }}}}”，用半角花括号，里面只写参数名。"
    ),
    "WJ517": Entry(E, "{genre}没有提纲可用", "请在“提纲”写明提纲名称或文件。"),
    "WJ518": Entry(W, "《{title}》没有一条条款，正文是空的", "请检查“条款库”“提纲”和“依据”。"),
    "WJ519": Entry(N, "条款“{name}”承接的是任务“{duty}”的第{old}版，现为第{new}版", "请核对条款是否仍合上级要求。"),
    "WJ520": Entry(N, "有{count}个单独成文的文件，覆盖核对只看第{number}个", "其余文件可用 wenjian check 另行核对。"),
    "WJ521": Entry(N, "提纲的“{heading}”没有内容，已略去"),
    "WJ522": Entry(N, "正文{count}字（专项文件一般不超过{most}字，附件表不计）", "可先压减：{sections}。", "惯例"),
    "WJ523": Entry(E, "“{name}”写的“{value}”不是有效日期", "{why}日期写作“2026年3月4日”，要写到日。", "国标7.3.5.4"),
    "WJ524": Entry(
        W,
        "“{name}”写的“{value}”不是有效日期",
        "{why}日期写作“2026年3月4日”；不改正，清样和印发稿写不出。",
        "国标7.3.5.4",
    ),
    "WJ525": Entry(E, "“印发日期”（{printed}）早于“成文日期”（{signed}）", "请核对这两个日期。", "国标7.4.3"),
    "WJ526": Entry(E, "“发文字号”写的“{value}”不合规范：{why}", "应写作“{right}”。", "国标7.2.5"),
    "WJ527": Entry(W, "“发文字号”的代字“{name}”{problem}", "{advice}", "国标7.2.5"),
    "WJ528": Entry(W, "“份号”写的“{value}”不是数字，或超过6位", "份号一般用6位阿拉伯数字，如“000012”。", "国标7.2.1"),
    "WJ529": Entry(
        W,
        "以{office}的名义行文，本局的{names}不能用，拟稿单没有写明，已留空",
        "请按{office}的意见在拟稿单该文件的“要素”里填写；未定的，办文时由其填写。",
    ),
    "WJ530": Entry(
        W, "标题以“{bureau}”开头，本文以{office}的名义行文", "请把标题里的“{bureau}”改为“{office}”，或删去标题。"
    ),
    "WJ551": Entry(
        E,
        "“{quote}”：{issuer}不宜直接向{addressee}提出指令性要求（《党政机关公文处理工作条例》第十六条第二项）",
        "可选：①改为“{grassroots}要协助……”；②报{government}同意后行文并注明“经{approver}同意”；③请{office}转发。",
        "条例第十六条第二项",
    ),
    "WJ552": Entry(
        E,
        "“{quote}”：{issuer}不宜向同级的{addressee}提出指令性要求（《党政机关公文处理工作条例》第十六条）",
        "可选：①改为“配合{addressee}……”或会签后写“商请{addressee}……”；②报{government}同意后行文并注明“经{approver}同意”；③联合行文，或请{office}转发。",
        "条例第十六条",
    ),
    "WJ553": Entry(
        E,
        "“{quote}”：以“经政府同意”的名义向{addressee}提出要求，文中没有注明（《党政机关公文处理工作条例》第十六条第二项）",
        "请在正文写明“经{approver}同意”。",
        "条例第十六条第二项",
    ),
    "WJ554": Entry(
        W,
        "以“经政府同意”的名义行文，文中没有注明（《党政机关公文处理工作条例》第十六条第二项）",
        "请在正文写明“经{approver}同意”。",
        "条例第十六条第二项",
    ),
    # 6xx layouts and writing
    "WJ601": Entry(E, "版式文件打不开：{reason}", "请用 Word 或 WPS 打开后另存为 .docx 再试。"),
    "WJ602": Entry(E, "版式里的字段“{name}”没有定义", "{near}"),
    "WJ603": Entry(E, "版式里的花括号或百分号是全角的：{text}", "请改用半角，如 {{{{ 发文字号 }}}}。"),
    "WJ604": Entry(
        E,
        "版式里有不允许的写法：{text}",
        "版式里只能写字段名，如 {{{{ 发文字号 }}}}，和 {{%p if 发文字号 %}} 一类的判断。",
    ),
    "WJ605": Entry(E, "版式里的标签写错了：{reason}", "请检查花括号是否成对，如 {{{{ 发文字号 }}}}。"),
    "WJ606": Entry(E, "版式缺少样式“{name}”", "请从自带的版式里复制这个样式。"),
    "WJ607": Entry(E, "版式没有放正文的段落", "请加上单独成段的 {{{{p 正文 }}}}。"),
    "WJ608": Entry(E, "填写以后版式里还留有标签：{text}", "这里不能放字段，请移到正文、页眉、页脚或脚注里。"),
    "WJ609": Entry(W, "文字里有打印不出的控制字符，已略去", "请在原文中删去。"),
    "WJ610": Entry(E, "版式没有放“{name}”的位置，这部分写不进去", "请加上单独成段的 {{{{p {name} }}}}。"),
    "WJ611": Entry(E, "“{text}”没有单独成段", "同一段里的其他文字会丢失，请把它放到单独的一段。"),
    "WJ613": Entry(E, "版式里夹带了宏、嵌入对象或外部内容：{text}", "请用自带的版式另做一份，只改样式和文字。"),
    "WJ612": Entry(E, "字段“{name}”不能写成“{text}”", "请写成{right}。"),
    "WJ621": Entry(N, "两稿文字相同，没有修订", "请确认选对了文件。"),
    "WJ622": Entry(W, "{what}{how}，不能用修订标出", "请接受全部修订后，对照修改稿手工处理。"),
    "WJ623": Entry(W, "接受全部修订后，与修改稿仍有{count}处不同，如“{text}”", "请对照修改稿手工处理这几处。"),
    "WJ624": Entry(N, "原稿{why}，花脸稿用普通版式，不带原稿的样式和页面设置"),
    "WJ681": Entry(E, "文件夹不可写，无法保存", "请换一个文件夹，或请管理员开放写入权限。"),
    "WJ682": Entry(E, "同名的文件夹已经存在，无法保存为文件", "请换一个文件名，或移走该文件夹。"),
    "WJ683": Entry(E, "“{name}”是一个文件，不能当文件夹用", "请换一个文件夹名，或移走该文件。"),
    "WJ684": Entry(E, "无法保存：{reason}", "请检查磁盘空间和路径，或关闭正在使用该文件的程序。"),
}
