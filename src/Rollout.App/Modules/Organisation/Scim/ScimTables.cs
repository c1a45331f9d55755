using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>The table of tokens for the directory.</summary>
internal sealed class ScimTokenTable : IEntityTypeConfiguration<ScimToken>
{
    public void Configure(EntityTypeBuilder<ScimToken> builder)
    {
        builder.ToTable("scim_tokens");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Name).HasMaxLength(ScimToken.NameLength);
        builder.Property(t => t.Hash).HasMaxLength(ScimToken.HashLength);
        builder.HasIndex(t => t.Hash).IsUnique();
        builder.HasOne<Branch>().WithMany().HasForeignKey(t => t.Branch).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(t => t.MadeBy).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>The table of people as the directory numbers them. When two people are merged, the account of the one that is kept stays.</summary>
internal sealed class ScimAccountTable : IEntityTypeConfiguration<ScimAccount>, IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<ScimAccount>(a => a.Person, ReferenceKind.SignIns, OnRemoval.Goes),
        PersonReference.To<ScimToken>(t => t.MadeBy, ReferenceKind.Record, OnRemoval.Keeps),
    ];

    public void Configure(EntityTypeBuilder<ScimAccount> builder)
    {
        builder.ToTable("scim_accounts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.UserName).HasMaxLength(ScimAccount.NameLength);
        builder.Property(a => a.UserNameKey).HasMaxLength(ScimAccount.NameLength);
        builder.Property(a => a.ExternalId).HasMaxLength(ScimAccount.NameLength);
        builder.HasIndex(a => a.UserNameKey).IsUnique();
        builder.HasIndex(a => a.ExternalId).IsUnique();
        builder.HasIndex(a => a.Person).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Cascade);
    }

    public Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct) =>
        db.Set<ScimAccount>().Where(a => a.Person == merged && db.Set<ScimAccount>().Any(k => k.Person == kept)).ExecuteDeleteAsync(ct);
}

internal static class ScimQueries
{
    extension(RolloutDb db)
    {
        public DbSet<ScimToken> ScimTokens => db.Set<ScimToken>();

        public DbSet<ScimAccount> ScimAccounts => db.Set<ScimAccount>();
    }
}
