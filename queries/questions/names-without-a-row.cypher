// title: Names that no table describes
// question: Which records are only named in a cell and have no row of their own?
// columns:
//   kind: kind of record
//   id: the record
//   name: the name in the cell
//   source: where it is named
MATCH (n:Organisation|Partnership|Seat|Representative|Award|Theme|EqualityGroup|EngagementFunction|Area)
WHERE n.stub
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
RETURN kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY kind, name, id
