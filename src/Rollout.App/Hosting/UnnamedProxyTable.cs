using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.App.Persistence;

namespace Rollout.App.Hosting;

/// <summary>The table of proxies that are not named in the settings.</summary>
internal static class UnnamedProxyTable
{
    extension(RolloutDb db)
    {
        public DbSet<UnnamedProxy> UnnamedProxies => db.Set<UnnamedProxy>();
    }
}

internal sealed class UnnamedProxyMapping : IEntityTypeConfiguration<UnnamedProxy>
{
    public void Configure(EntityTypeBuilder<UnnamedProxy> builder)
    {
        builder.ToTable("unnamed_proxies");
        builder.HasKey(p => p.Address);
        builder.Property(p => p.Address).HasMaxLength(50);
    }
}
