using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activity");
        builder.HasKey(a => a.Person);

        // Deleted with the person.
        builder.HasOne<Person>().WithOne().HasForeignKey<Activity>(a => a.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ActiveWeekMapping : IEntityTypeConfiguration<ActiveWeek>
{
    public void Configure(EntityTypeBuilder<ActiveWeek> builder)
    {
        builder.ToTable("active_weeks");
        builder.HasKey(w => new { w.Person, w.Monday });
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ActivityReportMapping : IEntityTypeConfiguration<ActivityReport>
{
    public void Configure(EntityTypeBuilder<ActivityReport> builder)
    {
        builder.ToTable("activity_reports");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Source).HasMaxLength(ActivityReport.SourceLength);
        builder.Property(r => r.File).HasMaxLength(ActivityReport.FileLength);
        builder.Property(r => r.Says).HasConversion<int>();
        builder.HasIndex(r => new { r.Source, r.Day, r.Period }).IsUnique();
    }
}

internal sealed class PlatformAccountMapping : IEntityTypeConfiguration<PlatformAccount>
{
    public void Configure(EntityTypeBuilder<PlatformAccount> builder)
    {
        builder.ToTable("platform_accounts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Name).HasMaxLength(PlatformAccount.NameLength);
        builder.HasIndex(a => a.Name).IsUnique();
        builder.HasIndex(a => a.Person);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StatementMapping : IEntityTypeConfiguration<Statement>
{
    public void Configure(EntityTypeBuilder<Statement> builder)
    {
        builder.ToTable("activity_statements");

        // One index and no foreign keys: a report has a row for every account, and each key checked and each index written costs as much as the row. What a deleted
        // account or report leaves behind says nothing of anyone, and is deleted by DeleteExpiredActivity.
        builder.HasKey(s => new { s.Account, s.Report });
    }
}

internal sealed class ParticipationSumMapping : IEntityTypeConfiguration<ParticipationSum>
{
    public void Configure(EntityTypeBuilder<ParticipationSum> builder)
    {
        builder.ToTable("participation_sums");
        builder.HasKey(s => new { s.Source, s.Day, s.Branch, s.Kind, s.Value });
        builder.Property(s => s.Source).HasMaxLength(ActivityReport.SourceLength);
        builder.Property(s => s.Value).HasMaxLength(ParticipationSum.ValueLength);
        builder.HasIndex(s => new { s.Source, s.Kind, s.Branch, s.Day });
        builder.HasOne<Branch>().WithMany().HasForeignKey(s => s.Branch).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BriefReaderMapping : IEntityTypeConfiguration<BriefReader>
{
    public void Configure(EntityTypeBuilder<BriefReader> builder)
    {
        builder.ToTable("brief_readers");
        builder.HasKey(r => r.Person);
        builder.HasOne<Person>().WithOne().HasForeignKey<BriefReader>(r => r.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PublishedFigureMapping : IEntityTypeConfiguration<PublishedFigure>
{
    public void Configure(EntityTypeBuilder<PublishedFigure> builder)
    {
        builder.ToTable("published_figures");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Said).HasMaxLength(PublishedFigure.SaidLength);
    }
}

internal sealed class DirectorStepMapping : IEntityTypeConfiguration<DirectorStep>
{
    public void Configure(EntityTypeBuilder<DirectorStep> builder)
    {
        builder.ToTable("director_steps");
        builder.HasKey(s => new { s.Branch, s.Monday, s.Kind });
        builder.Property(s => s.About).HasMaxLength(Domain.Launches.KickOff.TextLength);
        builder.HasOne<Branch>().WithMany().HasForeignKey(s => s.Branch).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class GraphFetchMapping : IEntityTypeConfiguration<GraphFetch>
{
    public void Configure(EntityTypeBuilder<GraphFetch> builder)
    {
        builder.ToTable("graph_fetches");
        builder.HasKey(f => new { f.Report, f.Day });
        builder.Property(f => f.Report).HasMaxLength(GraphFetch.ReportLength);
        builder.Property(f => f.Problem).HasMaxLength(GraphFetch.ProblemLength);
    }
}

internal sealed class RetentionRunMapping : IEntityTypeConfiguration<RetentionRun>
{
    public void Configure(EntityTypeBuilder<RetentionRun> builder)
    {
        builder.ToTable("retention_runs");
        builder.HasKey(r => r.Day);
    }
}
