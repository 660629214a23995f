// title: People on several partnerships
// question: Who sits on several partnerships, and how many meeting hours a year does that make?
// parameters:
//   least: whole number = 2 -- the fewest partnerships to be listed
//   as_of: date = today -- the day that counts
// columns:
//   representative_id: the person
//   representative: the person's name
//   partnerships: partnerships the person sits on, observers among them
//   seats: seats the person holds
//   meetings: meetings a year, over the partnerships where it is recorded; null where none is
//   hours: hours in meetings a year, over the partnerships where both figures are recorded; null where none is
//   partnerships_without_hours: partnerships whose hours are not recorded, which would add to them
MATCH (r:Representative)-[h:HOLDS]->(s:Seat)
WHERE coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
WITH DISTINCT r, s
MATCH (s)-[:SEAT_ON]->(p:Partnership)
WITH r, p, count(DISTINCT s.id) AS seats_there
WITH r, p, seats_there, p.meetings_per_year AS meetings_there,
     p.meetings_per_year * p.hours_per_meeting AS hours_there
WITH r, count(p) AS partnerships, sum(seats_there) AS seats, count(meetings_there) AS with_meetings,
     sum(meetings_there) AS meetings_sum, count(hours_there) AS with_hours, sum(hours_there) AS hours_sum
WHERE partnerships >= $least
RETURN r.id AS representative_id, r.name AS representative, partnerships, toInteger(seats) AS seats,
       CASE WHEN with_meetings > 0 THEN meetings_sum END AS meetings,
       CASE WHEN with_hours > 0 THEN hours_sum END AS hours,
       partnerships - with_hours AS partnerships_without_hours
ORDER BY partnerships DESC, seats DESC, representative, representative_id
