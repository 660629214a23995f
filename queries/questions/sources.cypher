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
WITH kind, coalesce(n.source, '') AS source, count(n.id) AS records, count(n.as_of) AS dated,
     min(n.as_of) AS first_as_of, max(n.as_of) AS last_as_of
RETURN kind, source, records, records - dated AS without_date, first_as_of, last_as_of
ORDER BY kind, source
