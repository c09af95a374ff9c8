"""What readers have to say about a file, in an office's words: one sentence, with what to do."""

from __future__ import annotations

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Notice, Trouble
from crossfoot.model.figure import Place


@dataclass(frozen=True, slots=True)
class Wording:
    """A trouble and its sentence in both languages.

    ``zh`` and ``en`` are templates: ``{file}`` is the file as shown, other names are details.
    ``fatal`` is False when what was read can still be relied on.
    """

    trouble: Trouble
    zh: str
    en: str
    fatal: bool = True


class UnreadableError(Exception):
    """A file cannot be read; carries the wording and its details."""

    def __init__(self, wording: Wording, **details: object) -> None:
        super().__init__(wording.trouble.value)
        self.wording = wording
        self.details = details

    def notice(self, file: str) -> Notice:
        """The trouble said of a file."""
        return notice(self.wording, file, None, **self.details)


def notice(wording: Wording, file: str, place: Place | None = None, **details: object) -> Notice:
    """A wording said of a file, with its details filled in."""
    return Notice(
        wording.trouble,
        wording.zh.format(file=file, **details),
        wording.en.format(file=file, **{name: _listed(value) for name, value in details.items()}),
        place or Place(file),
        wording.fatal,
    )


def _listed(value: object) -> object:
    """A detail as English writes lists."""
    return value.replace("、", ", ") if isinstance(value, str) else value


MISSING = Wording(
    Trouble.MISSING,
    "{file} 不存在：请核对路径和文件名。",
    "{file} does not exist: check the path and the name.",
)
NO_PERMISSION = Wording(
    Trouble.NO_PERMISSION,
    "{file} 没有读取权限：请开放权限，或者另存一份再检查。",
    "{file} may not be read: grant permission or check a copy of it.",
)
NO_PERMISSION_FOLDER = Wording(
    Trouble.NO_PERMISSION,
    "{file} 文件夹没有读取权限，其中的文件未检查：请开放权限后重新检查。",
    "{file}, a folder, may not be read, so the files in it were not checked: grant permission.",
)
NOT_A_FILE = Wording(
    Trouble.UNSUPPORTED,
    "{file} 不是普通文件，未检查：请指定要检查的文件或文件夹。",
    "{file} is not an ordinary file: name the file or folder to check.",
)
FAILED = Wording(
    Trouble.BROKEN,
    "{file} 读取失败（{error}）：请把文件复制到本机后再检查。",
    "{file} could not be read ({error}): copy the file to this computer and check again.",
)
EMPTY = Wording(
    Trouble.EMPTY,
    "{file} 是空文件（0 字节）：请填报单位重新报送。",
    "{file} is empty (0 bytes): ask the unit to submit it again.",
)
BLANK = Wording(
    Trouble.EMPTY,
    "{file} 没有任何内容：请填报单位核对后重新报送。",
    "{file} holds no content at all: ask the unit to check it and submit it again.",
)
TOO_LARGE = Wording(
    Trouble.UNSUPPORTED,
    "{file} 有 {size} MB，超过上限 {limit} MB，未读取：请拆分后再检查。",
    "{file} has {size} MB, more than the limit of {limit} MB: split it and check again.",
)
NOT_TEXT = Wording(
    Trouble.NOT_TEXT,
    "{file} 内容不是文本，可能改错了扩展名或已损坏："
    "请用原来的软件打开，另存为 .csv 或 .xlsx 后重新报送。",
    "{file} holds no text; its suffix may be wrong or it is damaged: "
    "open it in the program that made it and save it as .csv or .xlsx.",
)
BAD_ENCODING = Wording(
    Trouble.BAD_ENCODING,
    "{file} 文字编码无法识别（第 {line} 行起不是 UTF-8，也不是 GB18030）："
    "请另存为 UTF-8 编码后重新报送。",
    "{file} is in an unknown encoding (from line {line} on it is neither UTF-8 nor GB18030): "
    "save it as UTF-8.",
)
DAMAGED_TEXT = Wording(
    Trouble.PARTLY_READ,
    "{file} 第 {lines} 行有损坏的字符（显示为 �），其余内容照常检查：请核对这些行。",
    "{file} has damaged characters on line {lines} (shown as �); the rest was read: "
    "check these lines.",
    fatal=False,
)
STRAY_QUOTE = Wording(
    Trouble.PARTLY_READ,
    "{file} 第 {lines} 行的引号不成对，该行按原样读取：请核对这一行各列的内容。",
    "{file} has an unpaired quotation mark on line {lines}, read as it stands: "
    "check the columns of that line.",
    fatal=False,
)
ENCRYPTED = Wording(
    Trouble.ENCRYPTED,
    "{file} 设有打开密码，无法读取：请取消密码另存后重新报送。",
    "{file} is protected by a password: remove the password and submit it again.",
)
BROKEN = Wording(
    Trouble.BROKEN,
    "{file} 已损坏，无法打开：请在原来的软件中打开，确认无误后另存一份重新报送。",
    "{file} is damaged and cannot be opened: open it in the program that made it, "
    "save it anew and submit it again.",
)
TRUNCATED = Wording(
    Trouble.BROKEN,
    "{file} 不完整，可能没有传完：请填报单位重新发送。",
    "{file} is incomplete, perhaps cut off in transmission: ask the unit to send it again.",
)
NOT_THE_FORMAT = Wording(
    Trouble.BROKEN,
    "{file} 内容与扩展名 {suffix} 不符：请在原来的软件中打开，另存为 {suffix} 后重新报送。",
    "{file} is named {suffix} but its content is not: "
    "open it in the program that made it and save it as {suffix}.",
)
HOSTILE = Wording(
    Trouble.HOSTILE,
    "{file} 内部结构异常（{zh}），为安全起见没有打开：请在原来的软件中另存一份重新报送。",
    "{file} is built in an unsafe way ({en}) and was not opened: "
    "save it anew in the program that made it.",
)
TOO_MANY_CELLS = Wording(
    Trouble.HOSTILE,
    "{file} 单元格多达 {count} 个，超过上限 {limit} 个，没有打开："
    "请删去多余的空行空列，或者另存为 .csv 后重新报送。",
    "{file} has {count} cells, more than the limit of {limit}, and was not opened: "
    "delete needless empty rows and columns or save it as .csv.",
)
FAR_CELLS = Wording(
    Trouble.PARTLY_READ,
    "{file}“{sheet}”表的 {cells} 远离表格，未读入：如果不是误填，请移到表格旁边。",
    "{file}, sheet “{sheet}”: {cells} lies far outside the table and was not read: "
    "move it next to the table unless it is a slip.",
    fatal=False,
)
NO_SHEETS = Wording(
    Trouble.EMPTY,
    "{file} 没有工作表：请填报单位核对后重新报送。",
    "{file} holds no worksheet: ask the unit to check it and submit it again.",
)
NOT_STORED = Wording(
    Trouble.PARTLY_READ,
    "{file} 有 {count} 个公式没有保存计算结果（如“{sheet}”表 {cell}），按未填处理："
    "请用表格软件打开、保存后重新报送。",
    "{file} has {count} formulas without stored results (such as {cell} on sheet “{sheet}”), "
    "taken as not filled in: open and save it in a spreadsheet program.",
    fatal=False,
)
CONVERTED = Wording(
    Trouble.CONVERTED,
    "{file} 是{zh}，已由 LibreOffice 转换后读取，表格可能有出入："
    "请对照原件核对，以后请直接报送 {target} 格式。",
    "{file} is {en}; it was read after conversion by LibreOffice, which may alter tables: "
    "compare it with the original and submit {target} in future.",
    fatal=False,
)
NESTED = Wording(
    Trouble.UNSUPPORTED,
    "{file} 是压缩包里的压缩包，没有打开：请解压后重新报送。",
    "{file} is an archive inside an archive and was not opened: unpack it and submit it again.",
)
NO_PDF = Wording(
    Trouble.UNSUPPORTED,
    "{file} 是 PDF 文件，本机没有安装读取 PDF 的组件："
    "请另存为 .docx 或 .xlsx 后重新报送，或者安装 crossfoot[pdf]。",
    "{file} is a PDF file, and reading PDF is not installed here: "
    "submit it as .docx or .xlsx, or install crossfoot[pdf].",
)
NO_TEXT = Wording(
    Trouble.UNSUPPORTED,
    "{file} 是扫描件或图片，里面没有文字，无法核对：请报送可以复制文字的电子版。",
    "{file} is a scan or picture without text and cannot be checked: "
    "submit the electronic version from which text can be copied.",
)
PARTLY_SCANNED = Wording(
    Trouble.PARTLY_READ,
    "{file} 第 {pages} 页是图片，没有文字，这些页未核对：请报送可以复制文字的电子版。",
    "{file}: page {pages} is a picture without text and was not checked: "
    "submit the electronic version from which text can be copied.",
    fatal=False,
)
UNSUPPORTED = Wording(
    Trouble.UNSUPPORTED,
    "{file} 是{zh}，不能直接读取：请另存为 {target} 格式后重新报送。",
    "{file} is {en} and cannot be read directly: save it as {target}.",
)
