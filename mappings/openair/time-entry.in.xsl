<?xml version="1.0" encoding="UTF-8"?>
<!--
  One Task of a Read as time.approved or time.unapproved. Approval is the timesheet's, which is read in the same document; the
  entry changed when either of the two did. Hours with decimals are rounded to the minute they were made from. The period of
  an entry is that of its work date; the accounting date stays an extra. Moments are UTC.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:array="http://www.w3.org/2005/xpath-functions/array"
                xmlns:t="urn:throughline:mapping" xmlns:o="urn:throughline:openair" exclude-result-prefixes="#all">

  <xsl:import href="../lib/common.xsl"/>

  <xsl:param name="document" as="item()?" select="()"/>

  <xsl:template match="/Task">
    <xsl:variable name="sheet" select="o:sheet(t:text(timesheetid))"/>
    <xsl:sequence select="
        if (empty(t:text(id))) then map{'subject': ()}
        else if (empty($sheet)) then o:entry(., map{'id': t:text(timesheetid)})
        else if ($sheet?status = 'O' and not($sheet?submitted instance of map(*)) and not($sheet?approved instance of map(*)))
        then map{'skipped': 'timesheet ' || $sheet?id || ' was not submitted yet'}
        else o:entry(., $sheet)"/>
  </xsl:template>

  <xsl:function name="o:entry" as="map(*)">
    <xsl:param name="task" as="element(Task)"/>
    <xsl:param name="sheet" as="map(*)"/>
    <xsl:variable name="id" select="t:text($task/id)"/>
    <xsl:variable name="changed" select="max((o:moment($task/updated/Date), o:moment-of($sheet?updated)) ! xs:dateTimeStamp(.))"/>
    <xsl:variable name="moment" select="t:instant(string($changed))"/>
    <xsl:variable name="version" select="(t:epoch-ms(string($changed)), $version)[1]"/>
    <xsl:variable name="status" select="
        if (exists($sheet?status)) then t:code('time-status', $sheet?status)
        else map{'$violation': map{'rule': 'TIMESHEET', 'message': 'timesheet ' || $sheet?id
            || ' is not in the document; whether the entry is approved cannot be told'}}"/>
    <xsl:variable name="approved" select="$status instance of xs:string and $status = 'APPROVED'"/>
    <xsl:variable name="self" select="t:xref('time', $id, 'OA-' || $id)"/>
    <xsl:variable name="project" select="t:xref('project', string(t:text($task/projectid)), ())"/>
    <xsl:variable name="day" select="o:day($task/date/Date)"/>
    <xsl:variable name="kind" select="(t:text($task/timetypeid), '1')[1]"/>
    <xsl:variable name="billable" select="t:code('time-billable', $kind)"/>
    <xsl:sequence select="map{
        'id': 'openair-task-' || $id || '-' || replace(($moment, $now)[1], '[^0-9TZ]', ''),
        'type': if ($approved) then 'time.approved.v1' else 'time.unapproved.v1',
        'subject': $self,
        'time': ($moment, $now)[1],
        'partitionkey': map{'$text': array{'project:', $project}},
        'sequence': $version,
        'causationid': 'openair-timesheet-' || $sheet?id,
        'idempotencykey': map{'$text': array{'time:', $self, ':' || $version}},
        'effectivedate': $day,
        'data': map{
            'timeEntryId': $self,
            'version': $version,
            'workerId': t:xref('worker', string(t:text($task/userid)), ()),
            'projectId': $project,
            'workDate': $day,
            'minutes': o:minutes($task),
            'billable': if ($billable instance of xs:string) then $billable = 'true' else $billable,
            'roleId': t:code('role', t:text($task/job_codeid)),
            'timeType': t:code('time-type', $kind),
            'status': $status,
            'approvedAt': if ($approved) then o:moment-of($sheet?updated) else (),
            'note': t:text($task/notes),
            'sourceSystem': $vendor,
            'xref': array{map{'system': $vendor, 'type': 'task', 'value': $id, 'primary': true()}},
            'ext': map{'openair': map:merge((
                map{'timesheetId': $sheet?id},
                o:extra('accountingDate', o:day($task/acct_date/Date)),
                o:extra('projectTaskId', t:text($task/projecttaskid)),
                o:extra('payrollTypeId', t:text($task/payroll_typeid))))}}}"/>
  </xsl:function>

  <xsl:function name="o:extra" as="map(*)?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="if (exists($value)) then map{$name: $value} else ()"/>
  </xsl:function>

  <!-- The timesheet of this id among all that the Reads of the document brought. -->
  <xsl:function name="o:sheet" as="map(*)?">
    <xsl:param name="id" as="xs:string?"/>
    <xsl:variable name="reads" select="if ($document instance of map(*)) then o:list($document?response?Read) else ()"/>
    <xsl:sequence select="($reads[. instance of map(*)] ! o:list(.?Timesheet))[. instance of map(*)][?id = $id][1]"/>
  </xsl:function>

  <!-- One or many as a sequence. -->
  <xsl:function name="o:list" as="item()*">
    <xsl:param name="value" as="item()?"/>
    <xsl:sequence select="if ($value instance of array(*)) then $value?* else $value"/>
  </xsl:function>

  <!-- Whole minutes: hours and minutes win, hours with decimals are rounded half up. -->
  <xsl:function name="o:minutes" as="item()?">
    <xsl:param name="task" as="element(Task)"/>
    <xsl:variable name="hours" select="t:text($task/hours)"/>
    <xsl:variable name="minutes" select="t:text($task/minutes)"/>
    <xsl:variable name="decimal" select="t:text($task/decimal_hours)"/>
    <xsl:variable name="given" select="($hours, $minutes)"/>
    <xsl:sequence select="
        if (exists($given) and (every $part in $given satisfies $part castable as xs:decimal))
        then o:whole(xs:decimal(($hours, '0')[1]) * 60 + xs:decimal(($minutes, '0')[1]))
        else if (empty($given) and $decimal castable as xs:decimal) then xs:integer(round(xs:decimal($decimal) * 60))
        else map{'$violation': map{'rule': 'MINUTES', 'message': 'the hours of entry ' || t:text($task/id) || ' are no number'}}"/>
  </xsl:function>

  <xsl:function name="o:whole" as="item()">
    <xsl:param name="minutes" as="xs:decimal"/>
    <xsl:sequence select="
        if ($minutes = floor($minutes)) then xs:integer($minutes)
        else map{'$violation': map{'rule': 'MINUTES', 'message': $minutes || ' are no whole minutes'}}"/>
  </xsl:function>

  <!-- The local date of a Date. -->
  <xsl:function name="o:day" as="xs:string?">
    <xsl:param name="date" as="element(Date)?"/>
    <xsl:sequence select="if (empty(t:text($date/year))) then ()
        else string-join((t:text($date/year), o:two(t:text($date/month)), o:two(t:text($date/day))), '-')"/>
  </xsl:function>

  <!-- The moment of a Date in the record. -->
  <xsl:function name="o:moment" as="xs:string?">
    <xsl:param name="date" as="element(Date)?"/>
    <xsl:sequence select="if (empty(o:day($date))) then ()
        else o:day($date) || 'T' || string-join(($date/hour, $date/minute, $date/second) ! o:two(t:text(.)), ':') || 'Z'"/>
  </xsl:function>

  <!-- The moment of a Date beside the records. -->
  <xsl:function name="o:moment-of" as="xs:string?">
    <xsl:param name="field" as="item()?"/>
    <xsl:variable name="date" select="if ($field instance of map(*)) then $field?Date else ()"/>
    <xsl:sequence select="if (not($date instance of map(*)) or empty($date?year[. ne ''])) then ()
        else string-join(($date?year, o:two($date?month), o:two($date?day)), '-') || 'T'
            || string-join(($date?hour, $date?minute, $date?second) ! o:two(.), ':') || 'Z'"/>
  </xsl:function>

  <xsl:function name="o:two" as="xs:string">
    <xsl:param name="number" as="xs:string?"/>
    <xsl:sequence select="substring('00', 1, 2 - string-length(string($number))) || $number"/>
  </xsl:function>
</xsl:stylesheet>
