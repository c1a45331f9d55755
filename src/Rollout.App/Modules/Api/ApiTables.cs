using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Api;

/// <summary>The table of clients.</summary>
internal sealed class ApiClientTable : IEntityTypeConfiguration<ApiClient>, IPersonReferences
{
    private const int ScopesLength = 300;

    public IReadOnlyList<PersonReference> All { get; } = [PersonReference.To<ApiClient>(c => c.MadeBy, ReferenceKind.Record, OnRemoval.Keeps)];

    public void Configure(EntityTypeBuilder<ApiClient> builder)
    {
        builder.ToTable("api_clients");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Name).HasMaxLength(BearerToken.NameLength);
        builder.Property(c => c.Hash).HasMaxLength(BearerToken.HashLength);
        builder.Property(c => c.FormerHash).HasMaxLength(BearerToken.HashLength);
        builder.Property(c => c.Scopes).HasMaxLength(ScopesLength);
        builder.HasIndex(c => c.Hash).IsUnique();
        builder.HasIndex(c => c.FormerHash).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.MadeBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal static class ApiQueries
{
    extension(RolloutDb db)
    {
        public DbSet<ApiClient> ApiClients => db.Set<ApiClient>();
    }
}
