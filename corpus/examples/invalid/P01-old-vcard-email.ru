# from: valid/three-regions.ttl
# Invented: the declaration has an e-mail address

PREFIX ex:    <https://example.org/id/>
PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>

INSERT DATA { ex:declaration vcard:email <mailto:nobody@example.org> }
