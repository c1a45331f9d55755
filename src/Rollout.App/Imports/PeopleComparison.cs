namespace Rollout.App.Imports;

/// <summary>
/// Compares the staged rows with the stored people, in SQL that both databases read alike. It decides which row is which person, and which
/// would take another person's e-mail; it changes only the staging.
/// </summary>
/// <remarks>
/// What counts is how things stand after the import: two people may exchange their addresses in one file. So a person whose
/// own row brings another address frees the old one first. A row that is refused may take such an exchange back, hence the rounds;
/// each but the last refuses a row, so they end.
/// </remarks>
internal sealed class PeopleComparison(PeopleStaging staging)
{
    private const string Rows = PeopleStaging.Rows;
    private const string Freed = PeopleStaging.Freed;

    // Someone keeps an address unless their own winning row, known by number, brings another one.
    private const string StillHeld = $"NOT EXISTS (SELECT 1 FROM {Freed} f WHERE f.person = p.id)";

    public async Task RunAsync(CancellationToken ct)
    {
        await MatchNumbersAsync(ct);
        do
        {
            await ChooseWinnersAsync(ct);
            await FreeAddressesAsync(ct);
            await MatchAddressesAsync(ct);
        }
        while (await RefuseClashesAsync(ct) > 0);
    }

    /// <summary>The lines that are refused because their address is another's.</summary>
    public Task<List<int>> ClashingLinesAsync(CancellationToken ct) => staging.NumbersAsync($"SELECT line FROM {Rows} WHERE clash", ct);

    /// <summary>The file's people who are stored already.</summary>
    public Task<List<int>> KnownIdentitiesAsync(CancellationToken ct) =>
        staging.NumbersAsync($"SELECT identity FROM {Rows} WHERE wins AND person IS NOT NULL", ct);

    private Task MatchNumbersAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET person = (SELECT p.id FROM people p WHERE p.personnel_key = {Rows}.personnel_key)
        WHERE NOT refused AND personnel_key IS NOT NULL;
        UPDATE {Rows} SET by_number = TRUE WHERE person IS NOT NULL;
        """, ct);

    private Task ChooseWinnersAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET wins = FALSE WHERE wins;
        UPDATE {Rows} SET wins = TRUE WHERE line IN (SELECT max(line) FROM {Rows} WHERE NOT refused GROUP BY identity);
        """, ct);

    private Task FreeAddressesAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        DELETE FROM {Freed};
        INSERT INTO {Freed} (person)
        SELECT p.id FROM {Rows} s JOIN people p ON p.id = s.person WHERE s.wins AND s.by_number AND s.email <> p.email;
        """, ct);

    private Task MatchAddressesAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET person = NULL WHERE person IS NOT NULL AND NOT by_number;
        UPDATE {Rows} SET person = (
            SELECT p.id FROM people p
            WHERE p.email = {Rows}.email AND ({Rows}.personnel_key IS NULL OR p.personnel_key IS NULL) AND {StillHeld})
        WHERE NOT refused AND person IS NULL AND email IS NOT NULL;
        UPDATE {Rows} SET person = (SELECT p.id FROM people p WHERE p.mobile_key = {Rows}.mobile_key)
        WHERE NOT refused AND person IS NULL AND mobile_key IS NOT NULL;
        """, ct);

    private async Task<int> RefuseClashesAsync(CancellationToken ct)
    {
        var held = await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET refused = TRUE, clash = TRUE
            WHERE NOT refused AND email IS NOT NULL AND EXISTS (
                SELECT 1 FROM people p
                WHERE p.email = {Rows}.email AND p.id IS DISTINCT FROM {Rows}.person AND {StillHeld});
            """, ct);
        var twice = await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET refused = TRUE, clash = TRUE
            WHERE wins AND NOT refused AND email IS NOT NULL AND EXISTS (
                SELECT 1 FROM {Rows} o WHERE o.email = {Rows}.email AND o.wins AND NOT o.refused AND o.line < {Rows}.line);
            """, ct);
        return held + twice;
    }
}
