<?xml version="1.0" encoding="UTF-8"?>
<!-- What every stylesheet that makes candidates shares: parameters, code tables, references, dates, decimals. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:t="urn:throughline:mapping"
                exclude-result-prefixes="#all">

  <xsl:output method="json" indent="no"/>

  <xsl:param name="vendor" as="xs:string" select="''"/>
  <xsl:param name="today" as="xs:string" select="''"/>
  <xsl:param name="now" as="xs:string" select="''"/>
  <xsl:param name="version" as="xs:integer" select="1"/>
  <xsl:param name="codes" as="map(*)" select="map{}"/>

  <!-- The canonical word of a vendor's code; nothing for nothing; a violation when the table does not know it. -->
  <xsl:function name="t:code" as="item()?">
    <xsl:param name="table" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:variable name="found" select="t:known-code($table, $value)"/>
    <xsl:sequence select="
        if (empty($value)) then ()
        else if (exists($found)) then $found
        else map{'$violation': map{
            'rule': 'CODE',
            'message': 'the code &quot;' || $value || '&quot; of ' || $vendor || ' is not in the code table ' || $table
                || '; correct it, or add it to mappings/codes/' || $table || '.csv'}}"/>
  </xsl:function>

  <!-- The canonical word of a vendor's code, or nothing. -->
  <xsl:function name="t:known-code" as="xs:string?">
    <xsl:param name="table" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="($codes($table)($vendor || '|' || $value), $codes($table)('*|' || $value))[1]"/>
  </xsl:function>

  <!-- A reference to be resolved: may be minted when a canonical id is preferred. -->
  <xsl:function name="t:xref" as="map(*)">
    <xsl:param name="object" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="prefer" as="xs:string?"/>
    <xsl:sequence select="map{'$xref': map:merge((
        map{'object': $object, 'system': $vendor, 'value': $value},
        if (exists($prefer)) then map{'prefer': $prefer} else ()))}"/>
  </xsl:function>

  <!-- A reference that is left out while it is unknown. -->
  <xsl:function name="t:optional-xref" as="map(*)?">
    <xsl:param name="object" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="if (empty($value)) then ()
        else map{'$xref': map{'object': $object, 'system': $vendor, 'value': $value, 'optional': true()}}"/>
  </xsl:function>

  <!-- The trimmed text of an element, or nothing when it is blank. -->
  <xsl:function name="t:text" as="xs:string?">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="normalize-space($node)[. ne '']"/>
  </xsl:function>

  <!-- The date part, never shifted by the offset behind it. -->
  <xsl:function name="t:local-date" as="xs:string?">
    <xsl:param name="text" as="xs:string?"/>
    <xsl:sequence select="if (empty($text)) then ()
        else replace($text, '^(\d{4}-\d{2}-\d{2})(Z|[+\-]\d{2}:?\d{2}|T.*)?$', '$1')"/>
  </xsl:function>

  <!-- Workday writes booleans as 1 and 0, sometimes as true and false. -->
  <xsl:function name="t:flag" as="xs:boolean">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="normalize-space($node) = ('1', 'true')"/>
  </xsl:function>

  <!-- A decimal with a fixed number of decimals, half up; text that is no decimal stays as it is. -->
  <xsl:function name="t:decimal" as="xs:string?">
    <xsl:param name="value" as="item()?"/>
    <xsl:param name="picture" as="xs:string"/>
    <xsl:variable name="places" select="string-length(substring-after($picture, '.'))"/>
    <xsl:sequence select="if (empty($value)) then ()
        else if ($value castable as xs:decimal) then format-number(round(xs:decimal($value), $places), $picture)
        else string($value)"/>
  </xsl:function>

  <!-- A date-time with offset as an instant in UTC with milliseconds. -->
  <xsl:function name="t:instant" as="xs:string?">
    <xsl:param name="text" as="xs:string?"/>
    <xsl:sequence select="if (empty($text)) then ()
        else if ($text castable as xs:dateTimeStamp)
        then replace(string(adjust-dateTime-to-timezone(xs:dateTime($text), xs:dayTimeDuration('PT0S'))), '\.0+Z$', 'Z')
        else $text"/>
  </xsl:function>

  <!-- Milliseconds since 1970, or nothing when it is no date-time with offset. -->
  <xsl:function name="t:epoch-ms" as="xs:integer?">
    <xsl:param name="text" as="xs:string?"/>
    <xsl:sequence select="if ($text castable as xs:dateTimeStamp)
        then xs:integer((xs:dateTime($text) - xs:dateTime('1970-01-01T00:00:00Z')) div xs:dayTimeDuration('PT0.001S'))
        else ()"/>
  </xsl:function>

  <!-- Canonical id that carries the last four digits of a vendor's number, when it ends in four digits or in those and a
       letter, as numbers of former employments do. -->
  <xsl:function name="t:prefer" as="xs:string?">
    <xsl:param name="prefix" as="xs:string"/>
    <xsl:param name="number" as="xs:string?"/>
    <xsl:sequence select="if (matches($number, '[0-9]{4}$')) then $prefix || replace($number, '^.*([0-9]{4})$', '$1') else ()"/>
  </xsl:function>
</xsl:stylesheet>
