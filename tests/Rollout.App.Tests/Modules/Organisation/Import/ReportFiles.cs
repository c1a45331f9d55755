using Microsoft.EntityFrameworkCore;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>Imports the sample reports of personnel software.</summary>
internal static class ReportFiles
{
    /// <summary>The preview, which must say what the import then does; the import again, which must find that nothing differs.</summary>
    public static async Task<ImportResult> ImportAsync(TestDatabase db, string name)
    {
        var preview = await Importing.Sample(db, "Reports/" + name, preview: true);
        var real = await Importing.Sample(db, "Reports/" + name);
        var again = await Importing.Sample(db, "Reports/" + name, preview: true);

        Assert.Equal(FileRefusal.None, real.Refusal);
        Assert.Equal(preview.Rows, real.Rows);
        Assert.False(again.ChangesAnything);
        Assert.Equal((real.Created + real.Merged, real.Rejected, real.LeftOut + real.Leaving), (again.Merged, again.Rejected, again.LeftOut));
        return real;
    }

    public static async Task<List<Person>> PeopleAsync(TestDatabase db)
    {
        await using var context = db.CreateDbContext();
        return [.. (await context.People.ToListAsync()).OrderBy(p => p.PersonnelNumber, StringComparer.Ordinal)];
    }
}
