// title: Records not checked lately
// question: Which records were last checked before a day, or do not say when? Listed by kind of record, then by name.
// parameters:
//   since: date -- the day since which a record should have been checked
// columns:
//   kind: kind of record
//   id: the record
//   name: its name
//   as_of: when it was last checked as recorded, or null
//   checked: before, perhaps before (a month or year that holds the day), or no date recorded
//   source: where the record comes from
MATCH (n:Area)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
RETURN 'area' AS kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Award)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
RETURN 'award' AS kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:EngagementFunction)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
RETURN 'engagement function' AS kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:EqualityGroup)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
RETURN 'equality group' AS kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Organisation)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
RETURN 'organisation' AS kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Partnership)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
RETURN 'partnership' AS kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Representative)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
RETURN 'representative' AS kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Seat)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
RETURN 'seat' AS kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Theme)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
RETURN 'theme' AS kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY name, id
