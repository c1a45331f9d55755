using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Persistence.Configurations;

internal sealed class SuppressedAddressMapping : IEntityTypeConfiguration<SuppressedAddress>
{
    public void Configure(EntityTypeBuilder<SuppressedAddress> builder)
    {
        builder.ToTable("suppressed_addresses");
        builder.HasKey(a => a.Address);
        builder.Property(a => a.Address).HasMaxLength(254);
        builder.Property(a => a.Detail).HasMaxLength(500);
    }
}

internal sealed class MailReportMapping : IEntityTypeConfiguration<MailReport>
{
    public void Configure(EntityTypeBuilder<MailReport> builder)
    {
        builder.ToTable("mail_reports");
        builder.HasKey(r => r.Key);
        builder.Property(r => r.Key).HasMaxLength(64);
        builder.Property(r => r.Address).HasMaxLength(254);
        builder.Property(r => r.Detail).HasMaxLength(500);
        builder.HasIndex(r => new { r.Address, r.At });
        builder.HasIndex(r => r.At);
    }
}
