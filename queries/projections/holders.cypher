// title: People on seats
// question: Who holds or held which seat, and when?
// columns:
//   seat_id: the seat
//   representative_id: the person
//   representative: the person's name
//   capacity: how the person sits there, or null
//   start_day: first day, or null
//   end_day: first day after the last, or null
MATCH (r:Representative)-[h:HOLDS]->(s:Seat)
RETURN s.id AS seat_id, r.id AS representative_id, r.name AS representative, h.capacity AS capacity,
       h.start_day AS start_day, h.end_day AS end_day
ORDER BY seat_id, start_day, representative_id
