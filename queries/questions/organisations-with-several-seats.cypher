// title: Organisations with several seats on one partnership
// question: Which organisations hold more than one seat of the same partnership? Observers are left out.
// parameters:
//   least: whole number = 2 -- the fewest seats to be listed
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   organisation_id: the organisation
//   organisation: its name
//   seats: its seats there
//   filled_seats: seats of the partnership that a person or an organisation holds
//   share: seats divided by filled_seats
MATCH (t:Seat)-[g:HOLDS|HELD_FOR]-(x:Representative|Organisation)
WHERE coalesce(g.capacity, '') <> 'observer'
  AND coalesce(g.start_day, '') <= $as_of AND coalesce(g.end_day, '9999') > $as_of
WITH DISTINCT t
MATCH (t)-[:SEAT_ON]->(p:Partnership)
WITH p, count(DISTINCT t.id) AS filled_seats
MATCH (p)<-[:SEAT_ON]-(s:Seat)
WITH DISTINCT p, filled_seats, s
MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH p, filled_seats, o, count(DISTINCT s.id) AS seats
WHERE seats >= $least
RETURN p.id AS partnership_id, p.name AS partnership, o.id AS organisation_id, o.name AS organisation,
       seats, filled_seats, 1.0 * seats / filled_seats AS share
ORDER BY seats DESC, partnership, partnership_id, organisation, organisation_id
