"""How many of the works that were read have each value of a facet, as SQL over base.

They are grouped by what they have in common first, so that what is slow is done once a group.
"""

from app.search.choices import MOST

SAMPLE = 1_000  # works: of more, the numbers are "at least"
COUNTED = "(select * from base limit {sample}) as b"
GROUPED = {
    "offers": ("offers",),
    "rating": ("stars",),
    "year": ("year / 10",),
    "language": ("languages", "by_language"),
}
COLUMNS = {"offers": ("offers",), "rating": ("stars",), "year": ("year",), "subject": ("subjects",)}
COLUMNS |= {"language": GROUPED["language"]}
GROUPS = """, groups as materialized (
        select {columns}, case {cases} end as facet, count(*)::int as works
        from {counted} group by grouping sets ({sets}))
"""
# $17 are masks of offers, $18 and $19 which subjects are counted: those with these parents (0:
# none), and these.
TYPES = ("bigint[]", "int[]", "int[]")
COUNTS = {
    "offers": """
        select 'offers', place::text, sum(works), null
        from groups, unnest($17) with ordinality as wanted (mask, place)
        where facet = 'offers' and offers & mask <> 0
        group by place""",
    "rating": """
        select 'rating', stars::text, works, null
        from groups where facet = 'rating' and stars > 0""",
    "year": """
        select 'year', decade::text, works, null
        from groups where facet = 'year' and decade is not null""",
    "language": """
        select 'language', language, sum(works), null
        from groups cross join lateral (
            select languages as language where by_language is null
            union all
            select key from jsonb_each_text(by_language)
            where $2 = 0 or value::bigint & $2 <> 0) as apart
        where facet = 'language' and language <> ''
        group by language""",
    "subject": """
        (select 'subject', concat_ws(' ', s.slug, s.name), works, null
        from (
            select subject, count(*) as works
            from (select unnest(subjects) as subject from {counted}) as each
            -- In brackets the subjects are looked up in a table of them, not each by the index.
            where (subject in (
                select id from catalog.subjects
                where coalesce(parent_id, 0) = any($18) or id = any($19))) is true
            group by subject) as counted
            join catalog.subjects s on s.id = subject
        order by s.id = any($19) desc, works desc, s.name limit {subjects})""",
}


def columns(facets):
    """Those of search_documents that are read of base."""
    return [column for facet in facets for column in COLUMNS[facet]]


def counted(shape):
    return COUNTED.format(sample=min(SAMPLE, shape.most))


def groups(shape):
    """What counts() reads: a table that follows base in a statement."""
    facets = [facet for facet in shape.facets if facet in GROUPED]
    if not facets:
        return ""
    named = {"year / 10": "year / 10 as decade"}
    return GROUPS.format(
        columns=", ".join(named.get(c, c) for facet in facets for c in GROUPED[facet]),
        cases=" ".join(f"when grouping({GROUPED[f][0]}) = 0 then '{f}'" for f in facets),
        sets=", ".join(f"({', '.join(GROUPED[facet])})" for facet in facets),
        counted=counted(shape),
    )


def counts(shape):
    """Selects of facet, value and number, to follow the page in a statement."""
    sources = {"counted": counted(shape), "subjects": MOST}
    return "".join(f" union all {COUNTS[facet].format(**sources)}" for facet in shape.facets)
