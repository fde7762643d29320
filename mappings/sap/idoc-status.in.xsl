<?xml version="1.0" encoding="UTF-8"?>
<!--
  What became of an IDoc that was sent to SAP, as erp.documentstatus: one E1ADHDR of an ALEAUD01 or one E1STATS of a SYSTAT01.
  The reference of the document stands in STAPA1_LNG (ALEAUD01, by the firm's enhancement) or in ARCKEY (SYSTAT01).
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:t="urn:throughline:mapping"
                exclude-result-prefixes="#all">

  <xsl:import href="../lib/common.xsl"/>

  <xsl:variable name="refused" as="xs:string+" select="('51', '56', '60', '61', '63', '65')"/>

  <xsl:template match="/E1ADHDR">
    <xsl:sequence select="t:status(E1STATE[last()], (t:text(MESTYP_LNG), t:text(MESTYP))[1])"/>
  </xsl:template>

  <xsl:template match="/E1STATS">
    <xsl:sequence select="t:status(., ())"/>
  </xsl:template>

  <xsl:function name="t:status" as="map(*)">
    <xsl:param name="state" as="element()?"/>
    <xsl:param name="message" as="xs:string?"/>
    <xsl:variable name="status" select="t:text($state/STATUS)"/>
    <xsl:sequence select="
        if (empty($status)) then map{'subject': ()}
        else if ($status = ('53', $refused)) then t:event($state, $message, $status)
        else map{'skipped': 'status ' || $status || ' is not the end of an IDoc'}"/>
  </xsl:function>

  <xsl:function name="t:event" as="map(*)">
    <xsl:param name="state" as="element()"/>
    <xsl:param name="message" as="xs:string?"/>
    <xsl:param name="status" as="xs:string"/>
    <xsl:variable name="number" select="t:text($state/DOCNUM)"/>
    <xsl:variable name="reference" select="(t:text($state/STAPA1_LNG), t:text($state/ARCKEY))[1]"/>
    <xsl:variable name="document" select="(t:document($reference), 'IDOC-' || $number)[1]"/>
    <xsl:variable name="posted" select="t:number(t:text($state/E1PRTOB/OBJKEY))"/>
    <!-- The number of a posted invoice becomes its cross-reference, as it does when the step that sent it asks itself. -->
    <xsl:variable name="self" as="item()" select="
        if ($status = '53' and starts-with($document, 'INV-') and exists($posted?number))
        then t:xref('invoice', $posted?number, $document) else $document"/>
    <xsl:variable name="day" select="(t:text($state/CREDAT), t:text($state/LOGDAT))[1]"/>
    <xsl:variable name="clock" select="(t:text($state/CRETIM), t:text($state/LOGTIM))[1]"/>
    <xsl:variable name="stamp" select="$day || $clock"/>
    <xsl:variable name="time" select="if (matches($stamp, '^\d{14}$'))
        then replace($stamp, '^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$', '$1-$2-$3T$4:$5:$6Z') else $now"/>
    <xsl:sequence select="map{
        'id': 'sap-idoc-' || $number || '-' || $status || '-' || replace($time, '[^0-9TZ]', ''),
        'type': 'erp.documentstatus.v1',
        'subject': $self,
        'time': $time,
        'partitionkey': map{'$text': ['document:', $self]},
        'sequence': (t:epoch-ms($time), $version)[1],
        'idempotencykey': 'document:' || $document || ':' || $number || ':' || $status,
        'data': map:merge((
            map{
                'documentId': $self,
                'version': (t:epoch-ms($time), $version)[1],
                'kind': if ($message = 'DEBMAS') then 'CUSTOMER' else if (starts-with($document, 'INV-')) then 'INVOICE' else 'OTHER',
                'system': $vendor,
                'transmission': $number,
                'state': if ($status = '53') then 'POSTED' else 'REFUSED',
                'code': 'SAP-' || $status,
                'reason': (t:text($state/STATXT), 'status ' || $status)[1],
                'knownAt': $time,
                'sourceSystem': $vendor},
            $posted))}"/>
  </xsl:function>

  <!-- The canonical id that our reference was made of. -->
  <xsl:function name="t:document" as="xs:string?">
    <xsl:param name="reference" as="xs:string?"/>
    <xsl:variable name="invoice" select="'^INV([A-Z]{2})(\d{4})(\d+)(\d\d[AB]?)$'"/>
    <xsl:sequence select="
        if (empty($reference)) then ()
        else if (matches($reference, $invoice)) then replace($reference, $invoice, 'INV-$1-$2-$3-$4')
        else if (matches($reference, '^00001\d{5}$')) then 'C-' || format-number(number(substring($reference, 6)), '00')
        else $reference"/>
  </xsl:function>

  <!-- The number of the document as it is known here. -->
  <xsl:function name="t:number" as="map(*)">
    <xsl:param name="key" as="xs:string?"/>
    <xsl:sequence select="
        if (empty($key)) then map{}
        else if (matches($key, '^\d{10}.{4}\d{4}$'))
        then map{'number': substring($key, 1, 10) || '/' || substring($key, 11, 4) || '/' || substring($key, 15)}
        else map{'number': $key}"/>
  </xsl:function>
</xsl:stylesheet>
