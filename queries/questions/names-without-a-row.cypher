// title: Names that no table describes
// question: Which records are only named in a cell and have no row of their own? Listed by kind of record,
//   then by name.
// columns:
//   kind: kind of record
//   id: the record
//   name: the name in the cell
//   source: where it is named
MATCH (n:Area)
WHERE n.stub
RETURN 'area' AS kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Award)
WHERE n.stub
RETURN 'award' AS kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:EngagementFunction)
WHERE n.stub
RETURN 'engagement function' AS kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:EqualityGroup)
WHERE n.stub
RETURN 'equality group' AS kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Organisation)
WHERE n.stub
RETURN 'organisation' AS kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Partnership)
WHERE n.stub
RETURN 'partnership' AS kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Representative)
WHERE n.stub
RETURN 'representative' AS kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Seat)
WHERE n.stub
RETURN 'seat' AS kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY name, id
UNION ALL
MATCH (n:Theme)
WHERE n.stub
RETURN 'theme' AS kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY name, id
