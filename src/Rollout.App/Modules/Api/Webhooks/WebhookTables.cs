using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Api.Webhooks;

/// <summary>The table of webhooks.</summary>
internal sealed class WebhookTable : IEntityTypeConfiguration<Webhook>, IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } = [PersonReference.To<Webhook>(w => w.MadeBy, ReferenceKind.Record, OnRemoval.Keeps)];

    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.HasKey(w => w.Id);
        builder.Property(w => w.Address).HasMaxLength(Webhook.AddressLength);
        builder.Property(w => w.Secret).HasMaxLength(Webhook.SecretLength);
        builder.Property(w => w.Kinds).HasMaxLength(100);
        builder.HasOne<ApiClient>().WithMany().HasForeignKey(w => w.Client).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.MadeBy).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>The table of messages to webhooks.</summary>
internal sealed class WebhookDeliveryTable : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Type).HasMaxLength(WebhookDelivery.TypeLength);
        builder.Property(d => d.Trouble).HasMaxLength(WebhookDelivery.TroubleLength);
        builder.HasIndex(d => new { d.State, d.DueAt });
        builder.HasOne<Webhook>().WithMany().HasForeignKey(d => d.Webhook).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class WebhookQueries
{
    extension(RolloutDb db)
    {
        public DbSet<Webhook> Webhooks => db.Set<Webhook>();

        public DbSet<WebhookDelivery> WebhookDeliveries => db.Set<WebhookDelivery>();
    }
}
