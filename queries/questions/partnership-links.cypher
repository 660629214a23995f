// title: Partnerships that share people or organisations
// question: Which two partnerships share a person or an organisation, in any capacity?
// parameters:
//   partnership: text = "" -- name or id of a partnership; blank for all pairs
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: one partnership
//   partnership: its name
//   other_partnership_id: the other
//   other_partnership: its name
//   shared: organisation or person
//   shared_id: what they share
//   shared_name: its name
//   sector: sector of the organisation; null for a person, or where it is not recorded
MATCH (s:Seat)-[g:HOLDS|HELD_FOR]-(x:Representative|Organisation)
WHERE coalesce(g.start_day, '') <= $as_of AND coalesce(g.end_day, '9999') > $as_of
WITH DISTINCT s, x, CASE WHEN type(g) = 'HOLDS' THEN 'person' ELSE 'organisation' END AS shared
MATCH (s)-[:SEAT_ON]->(p:Partnership)
WITH DISTINCT x, shared, p.id AS id, p.name AS name
WITH x, shared, collect({id: id, name: name}) AS boards
WHERE size(boards) > 1
UNWIND boards AS p
UNWIND boards AS q
WITH p, q, x, shared
WHERE p.id < q.id
  AND ($partnership = '' OR toLower(p.id) = toLower($partnership) OR toLower(p.name) = toLower($partnership)
       OR toLower(q.id) = toLower($partnership) OR toLower(q.name) = toLower($partnership))
RETURN p.id AS partnership_id, p.name AS partnership, q.id AS other_partnership_id, q.name AS other_partnership,
       shared, x.id AS shared_id, x.name AS shared_name, x.sector AS sector
ORDER BY partnership, partnership_id, other_partnership, other_partnership_id, shared, shared_name, shared_id
