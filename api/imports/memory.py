"""What is remembered of a kind of source, between one file and the next."""

from uuid import UUID

from domain.errors import NotFound
from domain.log.desk import WritingDesk
from domain.notice_source import NoticeSource


def remembered(desk: WritingDesk, memory: UUID) -> NoticeSource:
    """What is remembered of a kind of source: nothing before its first file."""
    try:
        return desk.read(NoticeSource, memory)
    except NotFound:
        return NoticeSource()
