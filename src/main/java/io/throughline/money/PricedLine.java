package io.throughline.money;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * Time entries of one line key, priced together (CALC-04).
 *
 * @param projectId    project
 * @param workerId     worker
 * @param roleId       role
 * @param rate         price of one unit
 * @param month        service month
 * @param overtime     overtime class
 * @param costCenterId cost centre of the last entry, or null
 * @param minutes      sum of minutes
 * @param quantity     the minutes as units of the price, hours or days, 2 decimals
 * @param amount       quantity times rate, rounded to the currency
 * @param from         first work date
 * @param to           last work date
 * @param entryIds     entries in it, by work date, then id
 * @param entrySetHash SHA-256 over the ids and versions, hex
 */
public record PricedLine(
        String projectId,
        String workerId,
        String roleId,
        Rate rate,
        YearMonth month,
        boolean overtime,
        String costCenterId,
        long minutes,
        BigDecimal quantity,
        Money amount,
        LocalDate from,
        LocalDate to,
        List<String> entryIds,
        String entrySetHash) {}
