namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// Compares the staged rows with the stored people, in SQL that runs on both databases. Decides which row is which person, and which would take another
/// person's e-mail address; changes only the staging tables.
/// </summary>
/// <remarks>
/// What matters is the state after the import: two people may exchange their addresses in one file, so a person whose own row brings another address frees the
/// old one first. Refusing a row can undo such an exchange, hence the repeated passes; each but the last refuses a row, so they terminate. Every statement
/// touches only the rows it changes, because most files change few.
/// </remarks>
internal sealed class PeopleComparison(PeopleStaging staging)
{
    private const string Rows = PeopleStaging.Rows;
    private const string Freed = PeopleStaging.Freed;

    // A person keeps an address unless their own winning row, matched by number, brings another one.
    private const string StillHeld = $"NOT EXISTS (SELECT 1 FROM {Freed} f WHERE f.person = p.id)";

    private const string HasLater = $"EXISTS (SELECT 1 FROM {Rows} o WHERE o.identity = {Rows}.identity AND o.line > {Rows}.line AND NOT o.refused)";

    public async Task RunAsync(CancellationToken ct)
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
    }

    /// <summary>The lines refused because their address belongs to someone else.</summary>
    public Task<List<int>> ClashingLinesAsync(CancellationToken ct) => staging.NumbersAsync($"SELECT line FROM {Rows} WHERE clash", ct);

    /// <summary>The people of the file who are stored already.</summary>
    public Task<List<int>> KnownIdentitiesAsync(CancellationToken ct) =>
        staging.NumbersAsync($"SELECT identity FROM {Rows} WHERE wins AND person IS NOT NULL", ct);

    private Task MatchNumbersAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET person = p.id, by_number = TRUE FROM people AS p
        WHERE p.personnel_key = {Rows}.personnel_key AND NOT {Rows}.refused
        """, ct);

    /// <summary>Chooses the last accepted row of each person. All rows count as winners until another one is found.</summary>
    private Task ChooseWinnersAsync(CancellationToken ct) => staging.ExecuteAsync(
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

    private Task FreeAddressesAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        DELETE FROM {Freed};
        INSERT INTO {Freed} (person)
        SELECT p.id FROM {Rows} s JOIN people p ON p.id = s.person WHERE s.wins AND s.by_number AND s.email <> p.email;
        """, ct);

    private Task MatchAddressesAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET person = NULL WHERE person IS NOT NULL AND NOT by_number;
        UPDATE {Rows} SET person = p.id FROM people AS p
        WHERE p.email = {Rows}.email AND NOT {Rows}.refused AND {Rows}.person IS NULL
        AND ({Rows}.personnel_key IS NULL OR p.personnel_key IS NULL) AND {StillHeld};
        UPDATE {Rows} SET person = p.id FROM people AS p
        WHERE p.mobile_key = {Rows}.mobile_key AND p.personnel_key IS NULL AND p.email IS NULL
        AND {Rows}.personnel_key IS NULL AND {Rows}.email IS NULL AND NOT {Rows}.refused AND {Rows}.person IS NULL;
        """, ct);

    private Task<int> RefuseHeldAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET refused = TRUE, clash = TRUE
        WHERE NOT refused AND email IS NOT NULL AND EXISTS (
            SELECT 1 FROM people p
            WHERE p.email = {Rows}.email AND p.id IS DISTINCT FROM {Rows}.person AND {StillHeld})
        """, ct);

    /// <summary>Within the file no two winners share an address; once a row is refused, an earlier row that gave up its address can win.</summary>
    private Task<int> RefuseSharedAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET refused = TRUE, clash = TRUE
        FROM (SELECT email, min(line) AS first FROM {Rows} WHERE wins AND email IS NOT NULL GROUP BY email HAVING count(*) > 1) AS shared
        WHERE {Rows}.wins AND {Rows}.email = shared.email AND {Rows}.line > shared.first
        """, ct);
}
