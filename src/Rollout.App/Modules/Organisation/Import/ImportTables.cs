using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The tables that only imports use.</summary>
internal static class ImportTables
{
    extension(RolloutDb db)
    {
        public DbSet<ImportRun> ImportRuns => db.Set<ImportRun>();

        public DbSet<PersonBefore> PeopleBefore => db.Set<PersonBefore>();

        public DbSet<LearnedColumn> LearnedColumns => db.Set<LearnedColumn>();
    }
}
