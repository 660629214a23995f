// title: Organisations on several partnerships
// question: Which organisations hold a seat on several partnerships at once? Observers are left out.
// parameters:
//   least: whole number = 2 -- the fewest partnerships to be listed
//   as_of: date = today -- the day that counts
// columns:
//   organisation_id: the organisation
//   organisation: its name
//   sector: its sector, or null
//   partnerships: the partnerships it holds a seat on
//   of_partnerships: all partnerships in the store
//   share: partnerships divided by of_partnerships
//   seats: the seats it holds
MATCH (every:Partnership)
WITH count(every) AS of_partnerships
MATCH (s:Seat)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH DISTINCT o, s, of_partnerships
MATCH (s)-[:SEAT_ON]->(p:Partnership)
WITH o, of_partnerships, count(DISTINCT p.id) AS partnerships, count(DISTINCT s.id) AS seats
WHERE partnerships >= $least
RETURN o.id AS organisation_id, o.name AS organisation, o.sector AS sector, partnerships, of_partnerships,
       1.0 * partnerships / of_partnerships AS share, seats
ORDER BY partnerships DESC, seats DESC, organisation, organisation_id
