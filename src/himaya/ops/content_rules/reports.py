"""Reports: every figure of the content can be counted, and every one that can be is told in words."""

from collections.abc import Iterator

from himaya.coordination import report_skeletons
from himaya.insight import monitoring_content
from himaya.insight.report_figures import FIGURES
from himaya.ops.content_rules.gap import Gap


def report_gaps(book: report_skeletons.Book) -> Iterator[Gap]:
    """Figures that nothing counts, words that no report uses. The reader refuses what refers to nothing."""
    for one in sorted(set(book.figures) - set(FIGURES)):
        yield Gap(report_skeletons.FILE, one, "", "nothing counts this figure (insight/report_figures.py)")
    for one in sorted(set(FIGURES) - set(book.figures)):
        yield Gap(report_skeletons.FILE, one, "", "this figure is counted and has no words")
    declared = monitoring_content.book().indicators
    for figure in book.figures.values():
        for one in sorted(set(figure.indicators) - set(declared)):
            yield Gap(report_skeletons.FILE, figure.id, "", f"there is no indicator {one} (monitoring.yaml)")
    used = {one for skeleton in book.skeletons.values() for one in skeleton.figures}
    for one in sorted(set(book.figures) - used):
        yield Gap(report_skeletons.FILE, one, "", "no chapter shows this figure")
