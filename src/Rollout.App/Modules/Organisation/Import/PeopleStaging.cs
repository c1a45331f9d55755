using Rollout.App.Persistence;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The rows of a people file in staging tables.</summary>
internal sealed class PeopleStaging : Staging
{
    public const string Rows = "import_people";
    public const string Freed = "import_freed";

    // by_number: matched by number, so that another address replaces the stored one. wins: the row that is stored for its person.
    private static readonly StagedTable Table = new(
        Rows, StagedPerson.Columns,
        "person guid, by_number boolean NOT NULL DEFAULT FALSE, zeros boolean NOT NULL DEFAULT FALSE, wins boolean NOT NULL DEFAULT TRUE, clash boolean NOT NULL DEFAULT FALSE");

    private PeopleStaging(RolloutDb db)
        : base(db, Table, new StagedTable(Freed, [], "person guid PRIMARY KEY"))
    {
    }

    public static async Task<PeopleStaging> CreateAsync(RolloutDb db, CancellationToken ct)
    {
        var staging = new PeopleStaging(db);
        await staging.CreateTablesAsync(ct);
        return staging;
    }

    public IStagingWriter OpenWriter() => OpenWriter(Table);

    /// <summary>Call when all rows have been written.</summary>
    /// <param name="joined">Identities that turned out to be the same person.</param>
    public async Task IndexAsync(IReadOnlyDictionary<int, int> joined, CancellationToken ct)
    {
        await IndexAsync($"CREATE INDEX {Rows}_identity ON {Rows} (identity, line);", Rows, ct);
        foreach (var identity in joined.Keys)
        {
            await ExecuteAsync($"UPDATE {Rows} SET identity = {joined.Last(identity)} WHERE identity = {identity}", ct);
        }
    }

    /// <summary>The indexes needed only to find missing people.</summary>
    public Task IndexKeysAsync(CancellationToken ct) => ExecuteAsync(
        $"""
        CREATE INDEX {Rows}_number ON {Rows} (personnel_key);
        CREATE INDEX {Rows}_email ON {Rows} (email);
        CREATE INDEX {Rows}_mobile ON {Rows} (mobile_key);
        CREATE INDEX {Rows}_id ON {Rows} (id);
        CREATE INDEX {Rows}_person ON {Rows} (person);
        """, ct);

    /// <summary>
    /// Begins the transaction. A preview reads a snapshot and blocks nobody. The real run locks the people from the comparison to the commit, so that what was
    /// compared is what is changed.
    /// </summary>
    public Task<System.Data.Common.DbTransaction> BeginAsync(bool preview, CancellationToken ct) => BeginAsync(preview, "people, branches", ct);
}
