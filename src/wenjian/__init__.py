"""wenjian (文件): draft, check and export county-level official documents."""

__version__ = "0.1.0"
