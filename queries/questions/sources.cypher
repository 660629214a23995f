// title: Sources
// question: How many records does each source state, and when were they checked?
// columns:
//   kind: kind of record
//   source: the source in the user's words, else the dataset; several are joined by |
//   records: records of that kind
//   without_date: those of them that do not say when they were checked
//   first_as_of: the earliest date of checking, or null
//   last_as_of: the latest date of checking, or null
MATCH (n:Organisation|Partnership|Seat|Representative|Award|Theme|EqualityGroup|EngagementFunction|Area)
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
WITH kind, coalesce(n.source, '') AS source, count(n.id) AS records, count(n.as_of) AS dated,
     min(n.as_of) AS first_as_of, max(n.as_of) AS last_as_of
RETURN kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY kind, source
