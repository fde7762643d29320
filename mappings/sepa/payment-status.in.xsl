<?xml version="1.0" encoding="UTF-8"?>
<!--
  A pain.002 report: executed transfers as payroll.paid, rejected ones as payroll.rejected, a message that was rejected as a whole
  as one payroll.rejected. What is only accepted or pending says nothing yet.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:t="urn:throughline:mapping"
                exclude-result-prefixes="#all">

  <xsl:import href="../lib/common.xsl"/>

  <xsl:variable name="paid" select="('ACSC', 'ACCC')"/>

  <xsl:template match="/*:CstmrPmtStsRpt">
    <xsl:variable name="message" select="t:text(*:OrgnlGrpInfAndSts/*:OrgnlMsgId)"/>
    <xsl:variable name="told" select="*:OrgnlPmtInfAndSts/*:TxInfAndSts[t:text(*:TxSts) = ($paid, 'RJCT')]"/>
    <xsl:variable name="whole" select="*:OrgnlGrpInfAndSts[empty(../*:OrgnlPmtInfAndSts/*:TxInfAndSts)][t:text(*:GrpSts) = ($paid, 'RJCT')]"/>
    <xsl:sequence select="
        if (empty($message)) then map{'subject': ()}
        else if (empty(($told, $whole))) then map{'skipped': 'nothing in the report is executed or rejected yet'}
        else array{($told, $whole) ! t:event(., $message)}"/>
  </xsl:template>

  <xsl:function name="t:event" as="map(*)">
    <xsl:param name="of" as="element()"/>
    <xsl:param name="message" as="xs:string"/>
    <xsl:variable name="status" select="t:text(($of/*:TxSts, $of/*:GrpSts)[1])"/>
    <xsl:variable name="end-to-end" select="t:text($of/*:OrgnlEndToEndId)"/>
    <xsl:variable name="subject" select="($end-to-end, $message)[1]"/>
    <xsl:variable name="amount" select="$of/*:OrgnlTxRef/*:Amt/*:InstdAmt"/>
    <xsl:sequence select="map{
        'id': 'sepa-' || $message || '-' || $subject || '-' || $status,
        'type': if ($status = $paid) then 'payroll.paid.v1' else 'payroll.rejected.v1',
        'subject': $subject,
        'time': $now,
        'partitionkey': 'salary:' || $message,
        'sequence': $version,
        'data': map:merge((
            map{'batchId': $message, 'status': $status, 'sourceSystem': $vendor},
            if (exists($end-to-end)) then map{'endToEndId': $end-to-end} else (),
            if (matches($end-to-end, '^SAL-[0-9]{6}-.')) then map{'workerId': replace($end-to-end, '^SAL-[0-9]{6}-', '')} else (),
            if (exists(t:text($amount)))
              then map{'salary': map{'amount': t:text($amount), 'currency': string($amount/@Ccy)}} else (),
            if (exists(t:text($of/*:StsRsnInf[1]/*:Rsn/*:Cd))) then map{'reasonCode': t:text($of/*:StsRsnInf[1]/*:Rsn/*:Cd)} else (),
            if (exists(t:text($of/*:StsRsnInf[1]/*:AddtlInf[1]))) then map{'reason': t:text($of/*:StsRsnInf[1]/*:AddtlInf[1])} else ()))
        }"/>
  </xsl:function>
</xsl:stylesheet>
