// title: Names that no table describes
// question: Which records are only named in a cell and have no row of their own?
// columns:
//   kind: kind of record
//   id: the record
//   name: the name in the cell
//   source: where it is named
MATCH (n:Organisation|Partnership|Seat|Representative|Award|Theme|EqualityGroup|EngagementFunction|Area)
WHERE n.stub
WITH n, CASE labels(n)[0] WHEN '' THEN labels(n) ELSE labels(n)[0] END AS label
WITH n, CASE label WHEN 'Area' THEN 'area'
       WHEN 'Award' THEN 'award'
       WHEN 'EngagementFunction' THEN 'engagement function'
       WHEN 'EqualityGroup' THEN 'equality group'
       WHEN 'Organisation' THEN 'organisation'
       WHEN 'Partnership' THEN 'partnership'
       WHEN 'Representative' THEN 'representative'
       WHEN 'Seat' THEN 'seat'
       ELSE 'theme' END AS kind
RETURN kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY kind, name, id
