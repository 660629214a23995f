// title: Records not checked lately
// question: Which records were last checked before a day, or do not say when?
// parameters:
//   since: date -- the day since which a record should have been checked
// columns:
//   kind: kind of record
//   id: the record
//   name: its name
//   as_of: when it was last checked as recorded, or null
//   checked: before, perhaps before (a month or year that holds the day), or no date recorded
//   source: where the record comes from
MATCH (n:Organisation|Partnership|Seat|Representative|Award|Theme|EqualityGroup|EngagementFunction|Area)
WHERE n.as_of IS NULL
   OR CASE size(n.as_of) WHEN 4 THEN n.as_of + '-01-01' WHEN 7 THEN n.as_of + '-01' ELSE n.as_of END < $since
WITH n, [labels(n), labels(n)[0], labels(n)[1]] AS called
WITH n, CASE WHEN 'Area' IN called THEN 'area'
       WHEN 'Award' IN called THEN 'award'
       WHEN 'EngagementFunction' IN called THEN 'engagement function'
       WHEN 'EqualityGroup' IN called THEN 'equality group'
       WHEN 'Organisation' IN called THEN 'organisation'
       WHEN 'Partnership' IN called THEN 'partnership'
       WHEN 'Representative' IN called THEN 'representative'
       WHEN 'Seat' IN called THEN 'seat'
       ELSE 'theme' END AS kind
RETURN kind, n.id AS id, n.name AS name, n.as_of AS as_of,
       CASE WHEN n.as_of IS NULL THEN 'no date recorded' WHEN n.as_of + '~' < $since THEN 'before'
            ELSE 'perhaps before' END AS checked, n.source AS source
ORDER BY kind, name, id
