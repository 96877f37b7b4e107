/* The reports by name. */
#include "report.h"

const struct report reports[] = {
	{ "terminal", report_terminal },
	{ "markdown", report_markdown },
	{ "html", report_html },
	{ "junit", report_junit },
	{ "tap", report_tap },
	{ "json", report_json },
	{ NULL, NULL },
};
