namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// Compares the staged rows with the stored people, in SQL that runs on both databases. Decides which row is which person, and which would take another
/// person's e-mail address; changes only the staging tables.
/// </summary>
/// <remarks>
/// What counts is the state after the import: two people may exchange their addresses in one file. So a person whose own row brings another address, or
/// says that they left, frees the old one first. A row that is refused may take such an exchange back, hence the rounds;
/// each but the last refuses a row, so they end. Every statement touches only the rows it changes: most files change few.
/// </remarks>
internal sealed class PeopleComparison(PeopleStaging staging, bool hasRepeats)
{
    private const string Rows = PeopleStaging.Rows;
    private const string Freed = PeopleStaging.Freed;

    // A person keeps an address unless their own winning row, matched by number, brings another one.
    private const string StillHeld = $"NOT EXISTS (SELECT 1 FROM {Freed} f WHERE f.person = p.id)";

    private const string HasLater = $"EXISTS (SELECT 1 FROM {Rows} o WHERE o.identity = {Rows}.identity AND o.line > {Rows}.line AND NOT o.refused)";

    public async Task CompareAsync(CancellationToken ct)
    {
        await MatchNumbersAsync(ct);
        await ChooseWinnersAsync(ct);
        while (await CompareAddressesAsync(ct) > 0)
        {
            do
            {
                await ChooseWinnersAsync(ct);
            }
            while (await RefuseSharedAsync(ct) > 0);
        }

        KnownIdentities = await staging.NumbersAsync($"SELECT identity FROM {Rows} WHERE wins AND person IS NOT NULL", ct);
        await OneRowAPersonAsync(ct);
    }

    /// <summary>The people of the file who are stored already.</summary>
    public List<int> KnownIdentities { get; private set; } = [];

    private async Task MatchNumbersAsync(CancellationToken ct)
    {
        // Second, numbers that lost their zeros: the name must be the same, and no other row may have matched that person exactly.
        await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET person = p.id, by_number = TRUE FROM people AS p
            WHERE p.personnel_key = {Rows}.personnel_key AND NOT {Rows}.refused;
            UPDATE {Rows} SET person = p.id, by_number = TRUE, zeros = TRUE FROM people AS p
            WHERE {Rows}.person IS NULL AND NOT {Rows}.refused AND p.bare_number = {Rows}.bare_number AND p.search_name = {Rows}.search_name
            AND p.id NOT IN (SELECT o.person FROM {Rows} o WHERE o.person IS NOT NULL);
            """, ct);
        await SpreadAsync($"by_number = TRUE, zeros = COALESCE({Rows}.personnel_key <> o.personnel_key, FALSE)", "o.by_number", ct);
    }

    /// <summary>Chooses the last accepted row of each person. All rows count as winners until another one is found.</summary>
    private Task ChooseWinnersAsync(CancellationToken ct) => !hasRepeats
        ? staging.ExecuteAsync($"UPDATE {Rows} SET wins = FALSE WHERE wins AND refused", ct)
        : staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET wins = FALSE WHERE wins AND (refused OR {HasLater});
        UPDATE {Rows} SET wins = TRUE WHERE NOT wins AND NOT refused AND NOT {HasLater};
        """, ct);

    /// <summary>One pass; returns how many rows it refused.</summary>
    private async Task<int> CompareAddressesAsync(CancellationToken ct)
    {
        await FreeAddressesAsync(ct);
        await MatchAddressesAsync(ct);
        return await RefuseHeldAsync(ct);
    }

    /// <summary>
    /// An address is freed by people who have another one in the file, or share it; and by people who have left, or leave by this file, if someone with
    /// another number has it.
    /// </summary>
    private Task FreeAddressesAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        DELETE FROM {Freed};
        INSERT INTO {Freed} (person)
        SELECT p.id FROM {Rows} s JOIN people p ON p.id = s.person
        WHERE s.wins AND s.by_number AND s.gone = 0 AND (s.email <> p.email OR s.shared_email = p.email)
        UNION
        SELECT p.id FROM {Rows} s JOIN people p ON p.email = s.email AND p.personnel_key <> s.personnel_key
        WHERE s.wins AND s.gone = 0 AND NOT p.is_lead AND p.id IS DISTINCT FROM s.person
        AND (NOT p.active OR p.id IN (SELECT l.person FROM {Rows} l WHERE l.wins AND l.gone = 1 AND l.by_number));
        """, ct);

    private async Task MatchAddressesAsync(CancellationToken ct)
    {
        await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET person = NULL WHERE person IS NOT NULL AND NOT by_number;
            UPDATE {Rows} SET person = p.id FROM people AS p
            WHERE p.email = {Rows}.email AND NOT {Rows}.refused AND {Rows}.person IS NULL
            AND ({Rows}.personnel_key IS NULL OR p.personnel_key IS NULL) AND {StillHeld};
            UPDATE {Rows} SET person = p.id FROM people AS p
            WHERE p.mobile_key = {Rows}.mobile_key AND p.search_name = {Rows}.search_name AND NOT {Rows}.refused AND {Rows}.person IS NULL
            AND ({Rows}.personnel_key IS NULL OR p.personnel_key IS NULL);
            UPDATE {Rows} SET person = p.id FROM people AS p
            WHERE p.mobile_key = {Rows}.mobile_key AND NOT {Rows}.refused AND {Rows}.person IS NULL
            AND {Rows}.personnel_key IS NULL AND {Rows}.email IS NULL AND p.personnel_key IS NULL AND p.email IS NULL;
            """, ct);
        // People without number and e-mail may share a mobile; then only rows with the same name are the same person.
        await SpreadAsync("by_number = FALSE", $"o.search_name = {Rows}.search_name", ct);
    }

    /// <summary>Copies the match of one row to the other rows of the same person.</summary>
    private Task SpreadAsync(string set, string when, CancellationToken ct) => !hasRepeats ? Task.CompletedTask : staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET person = o.person, {set} FROM {Rows} AS o
        WHERE {Rows}.person IS NULL AND NOT {Rows}.refused AND o.identity = {Rows}.identity AND o.person IS NOT NULL AND {when}
        """, ct);

    /// <summary>Refuses winning rows whose address someone else keeps. Earlier rows of the same person do not matter, as their address is not stored.</summary>
    private Task<int> RefuseHeldAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET refused = TRUE, clash = TRUE
        WHERE wins AND gone = 0 AND email IS NOT NULL AND EXISTS (
            SELECT 1 FROM people p
            WHERE p.email = {Rows}.email AND p.id IS DISTINCT FROM {Rows}.person AND {StillHeld})
        """, ct);

    /// <summary>Within the file no two winners share an address; once a row is refused, an earlier row that gave up its address can win.</summary>
    private Task<int> RefuseSharedAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET refused = TRUE, clash = TRUE
        FROM (SELECT email, min(line) AS first FROM {Rows} WHERE wins AND gone = 0 AND email IS NOT NULL GROUP BY email HAVING count(*) > 1) AS shared
        WHERE {Rows}.wins AND {Rows}.gone = 0 AND {Rows}.email = shared.email AND {Rows}.line > shared.first
        """, ct);

    /// <summary>
    /// Two people of the file can turn out to be one stored person, matched by number in one row and by e-mail address in another: the last row wins. A row
    /// that says that they left, perhaps of an earlier contract, loses to one that says that they work here.
    /// </summary>
    private Task<int> OneRowAPersonAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET wins = FALSE WHERE wins AND gone > 0 AND person IN (SELECT o.person FROM {Rows} o WHERE o.wins AND o.gone = 0);
        UPDATE {Rows} SET wins = FALSE
        FROM (SELECT person, max(line) AS last FROM {Rows} WHERE wins AND person IS NOT NULL GROUP BY person HAVING count(*) > 1) AS twice
        WHERE {Rows}.wins AND {Rows}.person = twice.person AND {Rows}.line < twice.last
        """, ct);
}
