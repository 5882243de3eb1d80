"""How many of the works that were read have each value of a facet, as SQL over base.

They are grouped by what they have in common first, so that what is slow is done once a group.
"""

GROUPED = {
    "offers": ("offers",),
    "rating": ("stars",),
    "year": ("decade",),
    "language": ("languages", "by_language"),
    "subject": ("subjects",),
}
GROUPS = """, groups as materialized (
        select {columns}, case {cases} end as facet, count(*)::int as works
        from base group by grouping sets ({sets}))
"""
# $16 are masks of offers, $17 and $18 which subjects are counted: those with these parents (0:
# none), and these.
TYPES = ("bigint[]", "int[]", "int[]")
COUNTS = {
    "offers": """
        select 'offers', place::text, sum(works), null
        from groups, unnest($16) with ordinality as wanted (mask, place)
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
        select 'subject', concat_ws(' ', s.slug, s.name), number, null
        from (
            select subject, sum(works) as number
            from groups cross join unnest(subjects) as subject
            where facet = 'subject' group by subject) as counted
            join catalog.subjects s on s.id = subject
        where coalesce(s.parent_id, 0) = any($17) or s.id = any($18)""",
}


def groups(facets):
    """What counts() reads: a table that follows base in a statement."""
    if not facets:
        return ""
    columns = [column for facet in facets for column in GROUPED[facet]]
    return GROUPS.format(
        columns=", ".join(columns),
        cases=" ".join(f"when grouping({GROUPED[f][0]}) = 0 then '{f}'" for f in facets),
        sets=", ".join(f"({', '.join(GROUPED[facet])})" for facet in facets),
    )


def counts(facets):
    """Selects of facet, value and number, to follow the page in a statement."""
    return "".join(f" union all {COUNTS[facet]}" for facet in facets)
