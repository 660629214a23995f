// title: Groups with no seat at all
// question: For which equality groups does no organisation linked to them hold any seat, experts and observers
//   included, and no current mandate name the group or such an organisation? Links to a wider group count.
// parameters:
//   as_of: date = today -- the day that counts
// columns:
//   group_id: the group
//   group_name: its name
//   linked_organisations: organisations that are led by, serve or advocate for it or a wider group
//   third_sector_seats: filled seats held for organisations that are, or may be, third sector
//   seats_never_asked: those of them whose organisation was never asked about the group
//   seats_unknown_body: filled seats whose organisation is not recorded
//   seats_unknown_mandate: representatives' seats that do not record for whom they speak
//   mandates_unknown_route: mandates of the group or such an organisation that do not record how the holder was chosen
//   verdict: no seat, or not known where one of the last four could turn out to be one
MATCH (g:EqualityGroup)
WHERE NOT EXISTS {
    MATCH (g)-[:PART_OF*0..5]->(wide:EqualityGroup)<-[:LED_BY|SERVES|ADVOCATES_FOR]-(o:Organisation)
          <-[f:HELD_FOR]-(s:Seat)
    WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
  }
  AND NOT EXISTS {
    MATCH (g)-[:PART_OF*0..5]->(wide:EqualityGroup)<-[m:SPEAKS_FOR]-(s:Seat)-[h:HOLDS|HELD_FOR]-
          (x:Representative|Organisation)
    WHERE h.capacity = 'representative'
      AND m.route IN ['election', 'open_call', 'nomination', 'appointed_by_constituency']
      AND coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
      AND coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
  }
  AND NOT EXISTS {
    MATCH (g)-[:PART_OF*0..5]->(wide:EqualityGroup)<-[:LED_BY|SERVES|ADVOCATES_FOR]-(o:Organisation)
          <-[m:SPEAKS_FOR]-(s:Seat)-[h:HOLDS|HELD_FOR]-(x:Representative|Organisation)
    WHERE h.capacity = 'representative'
      AND m.route IN ['election', 'open_call', 'nomination', 'appointed_by_constituency']
      AND coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
      AND coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
  }
OPTIONAL MATCH (g)-[:PART_OF*0..5]->(above:EqualityGroup)<-[:LED_BY|SERVES|ADVOCATES_FOR]-(linked:Organisation)
WITH g, count(DISTINCT linked.id) AS linked_organisations
OPTIONAL MATCH (t:Seat)-[k:HELD_FOR]->(body:Organisation)
WHERE coalesce(body.sector, 'third_sector') = 'third_sector'
  AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
WITH g, linked_organisations, count(DISTINCT t.id) AS third_sector_seats
OPTIONAL MATCH (g)-[:PART_OF*0..5]->(asked:EqualityGroup)<-[:ASKED_ABOUT]-(one:Organisation)<-[a:HELD_FOR]-(u:Seat)
WHERE coalesce(one.sector, 'third_sector') = 'third_sector'
  AND coalesce(a.start_day, '') <= $as_of AND coalesce(a.end_day, '9999') > $as_of
WITH g, linked_organisations, third_sector_seats, count(DISTINCT u.id) AS seats_asked
WITH g, linked_organisations, third_sector_seats, third_sector_seats - seats_asked AS seats_never_asked
OPTIONAL MATCH (v:Seat)<-[b:HOLDS]-(r:Representative)
WHERE coalesce(b.start_day, '') <= $as_of AND coalesce(b.end_day, '9999') > $as_of
  AND NOT EXISTS {
    MATCH (v)-[c:HELD_FOR]->(any_body:Organisation)
    WHERE coalesce(c.start_day, '') <= $as_of AND coalesce(c.end_day, '9999') > $as_of
  }
WITH g, linked_organisations, third_sector_seats, seats_never_asked, count(DISTINCT v.id) AS seats_unknown_body
OPTIONAL MATCH (w:Seat)-[d:HOLDS|HELD_FOR]-(y:Representative|Organisation)
WHERE d.capacity = 'representative' AND w.mandate_recorded IS NULL
  AND coalesce(d.start_day, '') <= $as_of AND coalesce(d.end_day, '9999') > $as_of
  AND NOT EXISTS {
    MATCH (w)-[e:HELD_FOR]->(public:Organisation)
    WHERE coalesce(public.sector, 'third_sector') <> 'third_sector'
      AND coalesce(e.start_day, '') <= $as_of AND coalesce(e.end_day, '9999') > $as_of
  }
WITH g, linked_organisations, third_sector_seats, seats_never_asked, seats_unknown_body,
     count(DISTINCT w.id) AS seats_unknown_mandate
OPTIONAL MATCH (g)-[:PART_OF*0..5]->(named:EqualityGroup)<-[m:SPEAKS_FOR]-(s:Seat)-[h:HOLDS|HELD_FOR]-
               (z:Representative|Organisation)
WHERE h.capacity = 'representative' AND m.route IS NULL
  AND coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
  AND coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
WITH g, linked_organisations, third_sector_seats, seats_never_asked, seats_unknown_body, seats_unknown_mandate,
     count(DISTINCT s.id) AS naming_group
OPTIONAL MATCH (g)-[:PART_OF*0..5]->(of_group:EqualityGroup)<-[:LED_BY|SERVES|ADVOCATES_FOR]-(o:Organisation)
               <-[m:SPEAKS_FOR]-(s:Seat)-[h:HOLDS|HELD_FOR]-(z:Representative|Organisation)
WHERE h.capacity = 'representative' AND m.route IS NULL
  AND coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
  AND coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
WITH g, linked_organisations, third_sector_seats, seats_never_asked, seats_unknown_body, seats_unknown_mandate,
     naming_group, count(DISTINCT s.id) AS naming_organisation
WITH g, linked_organisations, third_sector_seats, seats_never_asked, seats_unknown_body, seats_unknown_mandate,
     naming_group + naming_organisation AS mandates_unknown_route
RETURN g.id AS group_id, g.name AS group_name, linked_organisations, third_sector_seats, seats_never_asked,
       seats_unknown_body, seats_unknown_mandate, mandates_unknown_route,
       CASE WHEN seats_never_asked + seats_unknown_body + seats_unknown_mandate + mandates_unknown_route = 0
            THEN 'no seat' ELSE 'not known' END AS verdict
ORDER BY group_name, group_id
