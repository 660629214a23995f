// title: Names that no table describes
// question: Which records are only named in a cell and have no row of their own?
// columns:
//   kind: kind of record
//   id: the record
//   name: the name in the cell
//   source: where it is named
MATCH (n:Organisation|Partnership|Seat|Representative|Award|Theme|EqualityGroup|EngagementFunction|Area)
WHERE n.stub
OPTIONAL MATCH (is_area:Area)
WHERE is_area.id = n.id AND is_area = n
OPTIONAL MATCH (is_award:Award)
WHERE is_award.id = n.id AND is_award = n
OPTIONAL MATCH (is_function:EngagementFunction)
WHERE is_function.id = n.id AND is_function = n
OPTIONAL MATCH (is_group:EqualityGroup)
WHERE is_group.id = n.id AND is_group = n
OPTIONAL MATCH (is_organisation:Organisation)
WHERE is_organisation.id = n.id AND is_organisation = n
OPTIONAL MATCH (is_partnership:Partnership)
WHERE is_partnership.id = n.id AND is_partnership = n
OPTIONAL MATCH (is_person:Representative)
WHERE is_person.id = n.id AND is_person = n
OPTIONAL MATCH (is_seat:Seat)
WHERE is_seat.id = n.id AND is_seat = n
WITH n, CASE WHEN is_area.id IS NOT NULL THEN 'area'
       WHEN is_award.id IS NOT NULL THEN 'award'
       WHEN is_function.id IS NOT NULL THEN 'engagement function'
       WHEN is_group.id IS NOT NULL THEN 'equality group'
       WHEN is_organisation.id IS NOT NULL THEN 'organisation'
       WHEN is_partnership.id IS NOT NULL THEN 'partnership'
       WHEN is_person.id IS NOT NULL THEN 'representative'
       WHEN is_seat.id IS NOT NULL THEN 'seat'
       ELSE 'theme' END AS kind
RETURN kind, n.id AS id, n.name AS name, n.source AS source
ORDER BY kind, name, id
