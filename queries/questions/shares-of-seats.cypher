// title: Shares of third-sector seats
// question: Which share of the filled third-sector seats does each organisation hold? Observers hold no share.
// parameters:
//   as_of: date = today -- the day that counts
// columns:
//   organisation_id: the organisation
//   organisation: its name
//   seats: the seats it holds
//   third_sector_seats: all filled seats held for third-sector organisations
//   share: seats divided by third_sector_seats
//   partnerships: the partnerships that its seats are on
MATCH (s:Seat)-[f:HELD_FOR]->(o:Organisation)
WHERE o.sector = 'third_sector' AND coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH count(DISTINCT s.id) AS third_sector_seats
MATCH (s:Seat)-[f:HELD_FOR]->(o:Organisation)
WHERE o.sector = 'third_sector' AND coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH DISTINCT o, s, third_sector_seats
MATCH (s)-[:SEAT_ON]->(p:Partnership)
WITH o, third_sector_seats, count(DISTINCT s.id) AS seats, count(DISTINCT p.id) AS partnerships
RETURN o.id AS organisation_id, o.name AS organisation, seats, third_sector_seats,
       1.0 * seats / third_sector_seats AS share, partnerships
ORDER BY seats DESC, partnerships DESC, organisation, organisation_id
