// title: Seats by sector
// question: How are the filled seats of each partnership shared among the sectors? Observers are left out.
// parameters:
//   partnership: text = "" -- name or id of a partnership; blank for all
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   sector: the sector, or 'not recorded' where the organisation or its sector is not known
//   seats: filled seats of the sector
//   filled_seats: all filled seats of the partnership
//   share: seats divided by filled_seats
MATCH (t:Seat)-[g:HOLDS|HELD_FOR]-(x:Representative|Organisation)
WHERE coalesce(g.capacity, '') <> 'observer'
  AND coalesce(g.start_day, '') <= $as_of AND coalesce(g.end_day, '9999') > $as_of
WITH DISTINCT t
MATCH (t)-[:SEAT_ON]->(p:Partnership)
WHERE $partnership = '' OR toLower(p.id) = toLower($partnership) OR toLower(p.name) = toLower($partnership)
WITH p, count(DISTINCT t.id) AS filled_seats
MATCH (p)<-[:SEAT_ON]-(s:Seat)
WITH DISTINCT p, filled_seats, s
MATCH (s)-[h:HOLDS|HELD_FOR]-(y:Representative|Organisation)
WHERE coalesce(h.capacity, '') <> 'observer'
  AND coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
WITH DISTINCT p, filled_seats, s
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH p, filled_seats, s, coalesce(min(o.sector), 'not recorded') AS sector
WITH p, filled_seats, sector, count(s) AS seats
RETURN p.id AS partnership_id, p.name AS partnership, sector, seats, filled_seats,
       1.0 * seats / filled_seats AS share
ORDER BY partnership, partnership_id, seats DESC, sector
