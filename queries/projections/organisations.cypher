// title: Organisations
// question: What is known of each organisation?
// columns:
//   id: node id
//   name: name
//   sector: code of its sector, or null
//   kind: forum, network … in the user's words, or null
//   legal_form: legal form in the user's words, or null
//   org_id: identifier of org-id.guide, or null
//   tier: code of its reach, or null
//   income: yearly income, or null
//   eligible: whether it may hold a third-sector seat, or null
//   is_funder: true when it funds an award
//   stub: true when it is only named in a cell
//   source: where the record comes from
//   as_of: when it was last checked
MATCH (o:Organisation)
RETURN o.id AS id, o.name AS name, o.sector AS sector, o.kind AS kind, o.legal_form AS legal_form,
       o.org_id AS org_id, o.tier AS tier, o.income AS income,
       o.eligible AS eligible, o.is_funder AS is_funder, o.stub AS stub, o.source AS source, o.as_of AS as_of
ORDER BY id
