// title: Records by their ids
// question: What are the records of these ids, and which rows of which files state them?
// parameters:
//   ids: texts -- ids of records; several are joined by |
// columns:
//   kind: kind of record
//   id: the record
//   name: its name
//   stub: true when it is only named in a cell and described in no table
//   source: where the record comes from, in the user's words
//   as_of: when it was last checked as recorded, or null
//   dataset: the dataset that states it; several are joined by |
//   read_from: file, sheet and row that state it; several are joined by |
UNWIND $ids AS wanted
WITH DISTINCT wanted
MATCH (n:Organisation|Partnership|Seat|Representative|Award|Theme|EqualityGroup|EngagementFunction|Area)
WHERE n.id = wanted
WITH n, [labels(n), labels(n)[0], labels(n)[1]] AS called
RETURN CASE WHEN 'Area' IN called THEN 'area'
       WHEN 'Award' IN called THEN 'award'
       WHEN 'EngagementFunction' IN called THEN 'engagement function'
       WHEN 'EqualityGroup' IN called THEN 'equality group'
       WHEN 'Organisation' IN called THEN 'organisation'
       WHEN 'Partnership' IN called THEN 'partnership'
       WHEN 'Representative' IN called THEN 'representative'
       WHEN 'Seat' IN called THEN 'seat'
       ELSE 'theme' END AS kind,
       n.id AS id, n.name AS name, n.stub AS stub, n.source AS source, n.as_of AS as_of, n.dataset AS dataset,
       n.read_from AS read_from
ORDER BY id, kind
