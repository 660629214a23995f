// title: Organisations behind seats
// question: For which organisation is or was which seat held, and when?
// columns:
//   seat_id: the seat
//   organisation_id: the organisation
//   capacity: how the holder sits there, or null
//   start_day: first day, or null
//   end_day: first day after the last, or null
MATCH (s:Seat)-[h:HELD_FOR]->(o:Organisation)
RETURN s.id AS seat_id, o.id AS organisation_id, h.capacity AS capacity,
       h.start_day AS start_day, h.end_day AS end_day
ORDER BY seat_id, start_day, organisation_id
