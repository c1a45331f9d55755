using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>The tables that only reports use.</summary>
internal static class ReportTables
{
    extension(RolloutDb db)
    {
        public DbSet<ReportMapping> ReportMappings => db.Set<ReportMapping>();

        public DbSet<HeldReport> HeldReports => db.Set<HeldReport>();
    }
}

internal sealed class ReportMappingMapping : IEntityTypeConfiguration<ReportMapping>
{
    public void Configure(EntityTypeBuilder<ReportMapping> builder)
    {
        builder.ToTable("report_mappings");
        builder.HasKey(m => new { m.Header, m.Number });
        builder.Property(m => m.Header).HasMaxLength(ReportMapping.HeaderLength);
        builder.Property(m => m.Source).HasMaxLength(ActivityReport.SourceLength);
    }
}

internal sealed class HeldReportMapping : IEntityTypeConfiguration<HeldReport>
{
    public void Configure(EntityTypeBuilder<HeldReport> builder)
    {
        builder.ToTable("held_reports");
        builder.HasKey(h => h.Id);
        builder.Property(h => h.File).HasMaxLength(ActivityReport.FileLength);
        builder.Property(h => h.Refusal).HasMaxLength(40);
    }
}
