// title: Sources
// question: How many records does each source state, and when were they checked? Listed by kind of
//   record, then by source.
// columns:
//   kind: kind of record
//   source: the source in the user's words, else the dataset; several are joined by |
//   records: records of that kind
//   without_date: those of them that do not say when they were checked
//   first_as_of: the earliest date of checking, or null
//   last_as_of: the latest date of checking, or null
MATCH (n:Area)
WITH coalesce(n.source, '') AS source, count(n) AS records, count(n.as_of) AS dated, min(n.as_of) AS first_as_of,
     max(n.as_of) AS last_as_of
RETURN 'area' AS kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY source
UNION ALL
MATCH (n:Award)
WITH coalesce(n.source, '') AS source, count(n) AS records, count(n.as_of) AS dated, min(n.as_of) AS first_as_of,
     max(n.as_of) AS last_as_of
RETURN 'award' AS kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY source
UNION ALL
MATCH (n:EngagementFunction)
WITH coalesce(n.source, '') AS source, count(n) AS records, count(n.as_of) AS dated, min(n.as_of) AS first_as_of,
     max(n.as_of) AS last_as_of
RETURN 'engagement function' AS kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY source
UNION ALL
MATCH (n:EqualityGroup)
WITH coalesce(n.source, '') AS source, count(n) AS records, count(n.as_of) AS dated, min(n.as_of) AS first_as_of,
     max(n.as_of) AS last_as_of
RETURN 'equality group' AS kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY source
UNION ALL
MATCH (n:Organisation)
WITH coalesce(n.source, '') AS source, count(n) AS records, count(n.as_of) AS dated, min(n.as_of) AS first_as_of,
     max(n.as_of) AS last_as_of
RETURN 'organisation' AS kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY source
UNION ALL
MATCH (n:Partnership)
WITH coalesce(n.source, '') AS source, count(n) AS records, count(n.as_of) AS dated, min(n.as_of) AS first_as_of,
     max(n.as_of) AS last_as_of
RETURN 'partnership' AS kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY source
UNION ALL
MATCH (n:Representative)
WITH coalesce(n.source, '') AS source, count(n) AS records, count(n.as_of) AS dated, min(n.as_of) AS first_as_of,
     max(n.as_of) AS last_as_of
RETURN 'representative' AS kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY source
UNION ALL
MATCH (n:Seat)
WITH coalesce(n.source, '') AS source, count(n) AS records, count(n.as_of) AS dated, min(n.as_of) AS first_as_of,
     max(n.as_of) AS last_as_of
RETURN 'seat' AS kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY source
UNION ALL
MATCH (n:Theme)
WITH coalesce(n.source, '') AS source, count(n) AS records, count(n.as_of) AS dated, min(n.as_of) AS first_as_of,
     max(n.as_of) AS last_as_of
RETURN 'theme' AS kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY source
